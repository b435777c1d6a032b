-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Part" c WHERE c."itemId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Item" p WHERE p."id" = c."itemId")
-- ! long lock: every row of Part is checked
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Part" c WHERE c."itemId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Item" p WHERE p."id" = c."itemId")
-- ! long lock: every row of Part is checked
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
