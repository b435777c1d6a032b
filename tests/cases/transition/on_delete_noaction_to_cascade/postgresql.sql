-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_itemId_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE NO ACTION ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_itemId_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE NO ACTION ON UPDATE CASCADE;
