-- AlterTable Item
-- - change the column value: from INTEGER to DECIMAL(65,30)
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE DECIMAL(65,30);

-- undone by

-- nothing: going back would lose the fraction in Item.value
