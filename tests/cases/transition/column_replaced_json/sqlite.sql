-- AlterTable Item
-- - drop the column value
-- ! loses data: the values of Item.value
--   SELECT count(*) FROM "Item" WHERE "value" IS NOT NULL
-- ! breaks running code: Item.value is gone
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item" DROP COLUMN "value";

-- AlterTable Item
-- - add the column worth
ALTER TABLE "Item" ADD COLUMN "worth" TEXT;

-- undone by

-- nothing: what is gone cannot come back: the values of Item.value
