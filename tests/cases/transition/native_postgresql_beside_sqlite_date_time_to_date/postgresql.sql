-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from TIMESTAMP(3) to DATE
-- - change the column maybe: from TIMESTAMP(3) to DATE
-- ! loses data: the time of day in Item.value
--   SELECT count(*) FROM "Item" WHERE "value" <> "value"::date
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
-- ! loses data: the time of day in Item.maybe
--   SELECT count(*) FROM "Item" WHERE "maybe" <> "maybe"::date
-- ! breaks running code: Item.maybe has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE DATE USING "value"::DATE,
    ALTER COLUMN "maybe" TYPE DATE USING "maybe"::DATE;

-- undone by

-- nothing: what is gone cannot come back: the time of day in Item.value
