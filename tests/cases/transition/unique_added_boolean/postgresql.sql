-- CreateIndex Item_value_key of Item
-- ! may fail: rows that Item_value_key does not tell apart
--   SELECT "value", count(*) FROM "Item" WHERE "value" IS NOT NULL GROUP BY "value" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_value_key" ON "Item"("value");
CREATE UNIQUE INDEX "Item_value_key" ON "Item"("value");

-- undone by

-- DropIndex Item_value_key of Item
DROP INDEX "Item_value_key";
