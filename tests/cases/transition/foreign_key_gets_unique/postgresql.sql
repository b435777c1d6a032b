-- CreateIndex Part_itemId_key of Part
-- ! may fail: rows that Part_itemId_key does not tell apart
--   SELECT "itemId", count(*) FROM "Part" WHERE "itemId" IS NOT NULL GROUP BY "itemId" HAVING count(*) > 1
-- ! long lock: writes to Part wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Part_itemId_key" ON "Part"("itemId");
CREATE UNIQUE INDEX "Part_itemId_key" ON "Part"("itemId");

-- undone by

-- DropIndex Part_itemId_key of Part
DROP INDEX "Part_itemId_key";
