-- AlterTable Item
-- - change the column value: from DATE to TIMESTAMP(6)
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE TIMESTAMP(6);

-- undone by

-- nothing: going back would lose the time of day in Item.value
