-- AlterTable Part
-- - add the column itemId
ALTER TABLE "Part"
    ADD COLUMN "itemId" INTEGER;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_itemId_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- AlterTable Part
-- - drop the column itemId
-- ! loses data: the values of Part.itemId
--   SELECT count(*) FROM "Part" WHERE "itemId" IS NOT NULL
-- ! breaks running code: Part.itemId is gone
ALTER TABLE "Part"
    DROP COLUMN "itemId";
