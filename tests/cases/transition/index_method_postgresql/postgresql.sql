-- DropIndex Item_data_idx of Item
DROP INDEX "Item_data_idx";

-- CreateIndex Item_data_idx of Item
-- ! long lock: writes to Item wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "Item_data_idx" ON "Item" USING GIN ("data" jsonb_path_ops);

-- undone by

-- DropIndex Item_data_idx of Item
DROP INDEX "Item_data_idx";

-- CreateIndex Item_data_idx of Item
-- ! long lock: writes to Item wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "Item_data_idx" ON "Item" USING GIN ("data");
