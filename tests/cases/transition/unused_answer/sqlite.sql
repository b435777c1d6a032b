-- AlterTable Item
-- - add the column name
ALTER TABLE "Item" ADD COLUMN "name" TEXT;

-- undone by

-- AlterTable Item
-- - drop the column name
-- ! loses data: the values of Item.name
--   SELECT count(*) FROM "Item" WHERE "name" IS NOT NULL
-- ! breaks running code: Item.name is gone
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item" DROP COLUMN "name";
