-- DropIndex Item_a_idx of Item
DROP INDEX "Item_a_idx";

-- CreateIndex Item_a_b_idx of Item
CREATE INDEX "Item_a_b_idx" ON "Item"("a", "b");

-- undone by

-- DropIndex Item_a_b_idx of Item
DROP INDEX "Item_a_b_idx";

-- CreateIndex Item_a_idx of Item
CREATE INDEX "Item_a_idx" ON "Item"("a");
