-- DropIndex Item_a_b_idx of Item
DROP INDEX "Item_a_b_idx";

-- CreateIndex Item_b_a_idx of Item
CREATE INDEX "Item_b_a_idx" ON "Item"("b", "a");

-- undone by

-- DropIndex Item_b_a_idx of Item
DROP INDEX "Item_b_a_idx";

-- CreateIndex Item_a_b_idx of Item
CREATE INDEX "Item_a_b_idx" ON "Item"("a", "b");
