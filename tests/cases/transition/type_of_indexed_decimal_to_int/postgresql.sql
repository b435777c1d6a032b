-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from DECIMAL(65,30) to INTEGER
-- ! loses data: the fraction in Item.value
--   SELECT count(*) FROM "Item" WHERE "value" <> round("value")
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE round("value") NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE INTEGER USING "value"::INTEGER;

-- undone by

-- nothing: what is gone cannot come back: the fraction in Item.value
