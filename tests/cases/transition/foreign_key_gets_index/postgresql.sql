-- CreateIndex Part_itemId_idx of Part
-- ! long lock: writes to Part wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Part_itemId_idx" ON "Part"("itemId");
CREATE INDEX "Part_itemId_idx" ON "Part"("itemId");

-- undone by

-- DropIndex Part_itemId_idx of Part
DROP INDEX "Part_itemId_idx";
