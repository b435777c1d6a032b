-- AlterTable Item
-- - change the column value: from INTEGER to DOUBLE PRECISION
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE DOUBLE PRECISION;

-- undone by

-- nothing: going back would lose the fraction in Item.value
