-- AddForeignKey Part_itemA_itemB_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Part" c WHERE c."itemA" IS NOT NULL AND c."itemB" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Item" p WHERE p."a" = c."itemA" AND p."b" = c."itemB")
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_itemA_itemB_fkey" FOREIGN KEY ("itemA", "itemB") REFERENCES "Item"("a", "b") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_itemA_itemB_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemA_itemB_fkey" FOREIGN KEY ("itemA", "itemB") REFERENCES "Item"("a", "b") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Part_itemA_itemB_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemA_itemB_fkey";
