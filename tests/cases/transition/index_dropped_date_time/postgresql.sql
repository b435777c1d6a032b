-- DropIndex Item_value_idx of Item
DROP INDEX "Item_value_idx";

-- undone by

-- CreateIndex Item_value_idx of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Item_value_idx" ON "Item"("value");
CREATE INDEX "Item_value_idx" ON "Item"("value");
