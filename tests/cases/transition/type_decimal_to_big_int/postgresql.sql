-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from DECIMAL(65,30) to BIGINT
-- ! loses data: the fraction in Item.value
--   SELECT count(*) FROM "Item" WHERE "value" <> round("value")
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE round("value") NOT BETWEEN -9223372036854775808 AND 9223372036854775807
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE BIGINT USING "value"::BIGINT;

-- undone by

-- nothing: what is gone cannot come back: the fraction in Item.value
