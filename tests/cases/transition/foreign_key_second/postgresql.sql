-- AddForeignKey Part_twoId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Part" c WHERE c."twoId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Item" p WHERE p."id" = c."twoId")
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_twoId_fkey" FOREIGN KEY ("twoId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_twoId_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_twoId_fkey" FOREIGN KEY ("twoId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Part_twoId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_twoId_fkey";
