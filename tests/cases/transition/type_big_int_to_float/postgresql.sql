-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from BIGINT to DOUBLE PRECISION
-- ! loses data: digits that binary fractions do not hold in Item.value
--   SELECT count(*) FROM "Item" WHERE "value" IS NOT NULL
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE DOUBLE PRECISION;

-- undone by

-- nothing: what is gone cannot come back: digits that binary fractions do not hold in Item.value
