-- DropIndex Item_value_idx of Item
DROP INDEX "Item_value_idx";

-- undone by

-- CreateIndex Item_value_idx of Item
-- ! long lock: writes to Item wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "Item_value_idx" ON "Item"("value");
