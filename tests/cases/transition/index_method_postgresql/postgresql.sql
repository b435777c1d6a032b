-- DropIndex Item_data_idx of Item
DROP INDEX "Item_data_idx";

-- CreateIndex Item_data_idx of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Item_data_idx" ON "Item" USING GIN ("data" jsonb_path_ops);
CREATE INDEX "Item_data_idx" ON "Item" USING GIN ("data" jsonb_path_ops);

-- undone by

-- DropIndex Item_data_idx of Item
DROP INDEX "Item_data_idx";

-- CreateIndex Item_data_idx of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Item_data_idx" ON "Item" USING GIN ("data");
CREATE INDEX "Item_data_idx" ON "Item" USING GIN ("data");
