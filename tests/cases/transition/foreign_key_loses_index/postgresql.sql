-- DropIndex Part_itemId_idx of Part
DROP INDEX "Part_itemId_idx";

-- undone by

-- CreateIndex Part_itemId_idx of Part
-- ! long lock: writes to Part wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "Part_itemId_idx" ON "Part"("itemId");
