-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from TIMESTAMPTZ(3) to TIMESTAMP(3)
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE TIMESTAMP(3) USING "value" AT TIME ZONE 'UTC';

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from TIMESTAMP(3) to TIMESTAMPTZ(3)
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE TIMESTAMPTZ(3) USING "value" AT TIME ZONE 'UTC';
