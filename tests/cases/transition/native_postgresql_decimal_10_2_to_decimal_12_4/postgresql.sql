-- AlterTable Item
-- - change the column value: from DECIMAL(10,2) to DECIMAL(12,4)
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE DECIMAL(12,4);

-- undone by

-- nothing: going back would lose digits after the 2th of the fraction in Item.value
