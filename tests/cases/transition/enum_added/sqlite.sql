-- AlterTable Item
-- - add the column color
ALTER TABLE "Item" ADD COLUMN "color" TEXT;

-- undone by

-- AlterTable Item
-- - drop the column color
-- ! loses data: the values of Item.color
--   SELECT count(*) FROM "Item" WHERE "color" IS NOT NULL
-- ! breaks running code: Item.color is gone
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item" DROP COLUMN "color";
