-- DropIndex Item_a_idx of Item
DROP INDEX "Item_a_idx";

-- CreateIndex Item_a_key of Item
-- ! may fail: rows that Item_a_key does not tell apart
--   SELECT "a", count(*) FROM "Item" WHERE "a" IS NOT NULL GROUP BY "a" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_a_key" ON "Item"("a");
CREATE UNIQUE INDEX "Item_a_key" ON "Item"("a");

-- undone by

-- DropIndex Item_a_key of Item
DROP INDEX "Item_a_key";

-- CreateIndex Item_a_idx of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Item_a_idx" ON "Item"("a");
CREATE INDEX "Item_a_idx" ON "Item"("a");
