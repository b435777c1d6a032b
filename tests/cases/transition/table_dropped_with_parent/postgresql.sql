-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- DropTable Item
-- ! loses data: every row of Item
--   SELECT count(*) FROM "Item"
-- ! breaks running code: Item is gone
DROP TABLE "Item";

-- undone by

-- nothing: what is gone cannot come back: every row of Item
