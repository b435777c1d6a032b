-- CreateIndex Item_value_idx of Item
CREATE INDEX "Item_value_idx" ON "Item"("value");

-- undone by

-- DropIndex Item_value_idx of Item
DROP INDEX "Item_value_idx";
