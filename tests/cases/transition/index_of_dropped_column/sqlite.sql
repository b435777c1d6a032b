-- DropIndex Item_a_idx of Item
DROP INDEX "Item_a_idx";

-- AlterTable Item
-- - drop the column a
-- ! loses data: the values of Item.a
--   SELECT count(*) FROM "Item" WHERE "a" IS NOT NULL
-- ! breaks running code: Item.a is gone
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item" DROP COLUMN "a";

-- undone by

-- nothing: what is gone cannot come back: the values of Item.a
