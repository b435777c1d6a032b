-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from DATE to TIMESTAMP(3)
-- - change the column maybe: from DATE to TIMESTAMP(3)
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
-- ! breaks running code: Item.maybe has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE TIMESTAMP(3),
    ALTER COLUMN "maybe" TYPE TIMESTAMP(3);

-- undone by

-- nothing: going back would lose the time of day in Item.value
