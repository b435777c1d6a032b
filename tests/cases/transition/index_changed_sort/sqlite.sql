-- DropIndex Item_a_idx of Item
DROP INDEX "Item_a_idx";

-- CreateIndex Item_a_idx of Item
CREATE INDEX "Item_a_idx" ON "Item"("a" DESC);

-- undone by

-- DropIndex Item_a_idx of Item
DROP INDEX "Item_a_idx";

-- CreateIndex Item_a_idx of Item
CREATE INDEX "Item_a_idx" ON "Item"("a");
