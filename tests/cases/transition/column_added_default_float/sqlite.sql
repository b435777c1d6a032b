-- AlterTable Item
-- - add the column value
ALTER TABLE "Item" ADD COLUMN "value" REAL NOT NULL DEFAULT 1.5;

-- undone by

-- AlterTable Item
-- - drop the column value
-- ! loses data: the values of Item.value
--   SELECT count(*) FROM "Item" WHERE "value" IS NOT NULL
-- ! breaks running code: Item.value is gone
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item" DROP COLUMN "value";
