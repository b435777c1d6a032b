-- AddForeignKey Item_parentId_fkey of Item
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Item" c WHERE c."parentId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Item" p WHERE p."id" = c."parentId")
-- ! long lock: every row of Item is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Item"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "Item_parentId_fkey";
ALTER TABLE "Item" ADD CONSTRAINT "Item_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Item_parentId_fkey of Item
ALTER TABLE "Item" DROP CONSTRAINT "Item_parentId_fkey";
