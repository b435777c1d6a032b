-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from DATE to TIMESTAMP(6)
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE TIMESTAMP(6);

-- undone by

-- nothing: going back would lose the time of day in Item.value
