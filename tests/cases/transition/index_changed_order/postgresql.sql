-- DropIndex Item_a_b_idx of Item
DROP INDEX "Item_a_b_idx";

-- CreateIndex Item_b_a_idx of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Item_b_a_idx" ON "Item"("b", "a");
CREATE INDEX "Item_b_a_idx" ON "Item"("b", "a");

-- undone by

-- DropIndex Item_b_a_idx of Item
DROP INDEX "Item_b_a_idx";

-- CreateIndex Item_a_b_idx of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Item_a_b_idx" ON "Item"("a", "b");
CREATE INDEX "Item_a_b_idx" ON "Item"("a", "b");
