-- DropForeignKey Part_code_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_code_fkey";

-- DropIndex Item_code_key of Item
DROP INDEX "Item_code_key";

-- undone by

-- CreateIndex Item_code_key of Item
-- ! may fail: rows that Item_code_key does not tell apart
--   SELECT "code", count(*) FROM "Item" WHERE "code" IS NOT NULL GROUP BY "code" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_code_key" ON "Item"("code");
CREATE UNIQUE INDEX "Item_code_key" ON "Item"("code");

-- AddForeignKey Part_code_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Part" c WHERE c."code" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Item" p WHERE p."code" = c."code")
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_code_fkey" FOREIGN KEY ("code") REFERENCES "Item"("code") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_code_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_code_fkey" FOREIGN KEY ("code") REFERENCES "Item"("code") ON DELETE RESTRICT ON UPDATE CASCADE;
