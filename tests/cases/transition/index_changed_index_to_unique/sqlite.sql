-- DropIndex Item_a_idx of Item
DROP INDEX "Item_a_idx";

-- CreateIndex Item_a_key of Item
-- ! may fail: rows that Item_a_key does not tell apart
--   SELECT "a", count(*) FROM "Item" WHERE "a" IS NOT NULL GROUP BY "a" HAVING count(*) > 1
CREATE UNIQUE INDEX "Item_a_key" ON "Item"("a");

-- undone by

-- DropIndex Item_a_key of Item
DROP INDEX "Item_a_key";

-- CreateIndex Item_a_idx of Item
CREATE INDEX "Item_a_idx" ON "Item"("a");
