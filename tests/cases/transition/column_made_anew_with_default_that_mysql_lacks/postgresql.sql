-- AlterTable Item
-- - drop the column value
-- - drop the column other
-- - add the column value
-- - add the column other
-- ! loses data: the values of Item.value
--   SELECT count(*) FROM "Item" WHERE "value" IS NOT NULL
-- ! breaks running code: Item.value is gone
-- ! loses data: the values of Item.other
--   SELECT count(*) FROM "Item" WHERE "other" IS NOT NULL
-- ! breaks running code: Item.other is gone
ALTER TABLE "Item"
    DROP COLUMN "value",
    DROP COLUMN "other",
    ADD COLUMN "value" JSONB NOT NULL DEFAULT '{}',
    ADD COLUMN "other" BYTEA NOT NULL DEFAULT '\x000102';

-- undone by

-- nothing: what is gone cannot come back: the values of Item.value
