-- AlterTable Item
-- - drop the column value
-- - add the column worth
-- ! loses data: the values of Item.value
--   SELECT count(*) FROM "Item" WHERE "value" IS NOT NULL
-- ! breaks running code: Item.value is gone
ALTER TABLE "Item"
    DROP COLUMN "value",
    ADD COLUMN "worth" BYTEA;

-- undone by

-- nothing: what is gone cannot come back: the values of Item.value
