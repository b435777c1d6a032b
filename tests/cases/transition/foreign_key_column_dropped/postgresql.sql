-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- AlterTable Part
-- - drop the column itemId
-- ! loses data: the values of Part.itemId
--   SELECT count(*) FROM "Part" WHERE "itemId" IS NOT NULL
-- ! breaks running code: Part.itemId is gone
ALTER TABLE "Part"
    DROP COLUMN "itemId";

-- undone by

-- nothing: what is gone cannot come back: the values of Part.itemId
