-- DropIndex Part_itemId_idx of Part
DROP INDEX "Part_itemId_idx";

-- undone by

-- CreateIndex Part_itemId_idx of Part
CREATE INDEX "Part_itemId_idx" ON "Part"("itemId");
