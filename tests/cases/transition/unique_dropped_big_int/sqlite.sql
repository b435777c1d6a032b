-- DropIndex Item_value_key of Item
DROP INDEX "Item_value_key";

-- undone by

-- CreateIndex Item_value_key of Item
-- ! may fail: rows that Item_value_key does not tell apart
--   SELECT "value", count(*) FROM "Item" WHERE "value" IS NOT NULL GROUP BY "value" HAVING count(*) > 1
CREATE UNIQUE INDEX "Item_value_key" ON "Item"("value");
