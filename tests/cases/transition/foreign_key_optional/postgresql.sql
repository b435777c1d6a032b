-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- AlterTable Part
-- - change the column itemId: optional
-- ! breaks running code: code that expects Part.itemId in every row
ALTER TABLE "Part"
    ALTER COLUMN "itemId" DROP NOT NULL;

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
-- - change the column itemId: required
-- ! may fail: rows without Part.itemId
--   SELECT * FROM "Part" WHERE "itemId" IS NULL
-- ! long lock: nobody reads or writes Part while every row is checked
-- ! breaks running code: code that leaves Part.itemId out
-- Others go on if itemId is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Part" ADD CONSTRAINT "_ketch_not_null_itemId" CHECK ("itemId" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "_ketch_not_null_itemId";
-- and below it:
--   ALTER TABLE "Part" DROP CONSTRAINT "_ketch_not_null_itemId";
ALTER TABLE "Part"
    ALTER COLUMN "itemId" SET NOT NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_itemId_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
