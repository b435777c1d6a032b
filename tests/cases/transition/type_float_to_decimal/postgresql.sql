-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from DOUBLE PRECISION to DECIMAL(65,30)
-- ! loses data: digits that binary fractions do not hold in Item.value
--   SELECT count(*) FROM "Item" WHERE "value" IS NOT NULL
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE abs("value") >= 100000000000000000000000000000000000
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE DECIMAL(65,30);

-- undone by

-- nothing: what is gone cannot come back: digits that binary fractions do not hold in Item.value
