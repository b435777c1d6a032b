-- CreateIndex Item_a_c_key of Item
-- ! may fail: rows that Item_a_c_key does not tell apart
--   SELECT "a", "c", count(*) FROM "Item" WHERE "a" IS NOT NULL AND "c" IS NOT NULL GROUP BY "a", "c" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_a_c_key" ON "Item"("a", "c");
CREATE UNIQUE INDEX "Item_a_c_key" ON "Item"("a", "c");

-- CreateIndex Item_a_b_idx of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Item_a_b_idx" ON "Item"("a", "b" DESC);
CREATE INDEX "Item_a_b_idx" ON "Item"("a", "b" DESC);

-- undone by

-- DropIndex Item_a_c_key of Item
DROP INDEX "Item_a_c_key";

-- DropIndex Item_a_b_idx of Item
DROP INDEX "Item_a_b_idx";
