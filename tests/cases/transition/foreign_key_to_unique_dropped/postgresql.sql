-- DropForeignKey Part_code_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_code_fkey";

-- DropIndex Item_code_key of Item
DROP INDEX "Item_code_key";

-- undone by

-- CreateIndex Item_code_key of Item
-- ! may fail: rows that Item_code_key does not tell apart
--   SELECT "code", count(*) FROM "Item" WHERE "code" IS NOT NULL GROUP BY "code" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE UNIQUE INDEX "Item_code_key" ON "Item"("code");

-- AddForeignKey Part_code_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Part" c WHERE c."code" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Item" p WHERE p."code" = c."code")
-- ! long lock: every row of Part is checked
ALTER TABLE "Part" ADD CONSTRAINT "Part_code_fkey" FOREIGN KEY ("code") REFERENCES "Item"("code") ON DELETE RESTRICT ON UPDATE CASCADE;
