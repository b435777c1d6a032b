-- AlterTable Item
-- - drop the column at
-- - add the column at
-- ! loses data: the values of Item.at
--   SELECT count(*) FROM "Item" WHERE "at" IS NOT NULL
-- ! breaks running code: Item.at is gone
ALTER TABLE "Item"
    DROP COLUMN "at",
    ADD COLUMN "at" DOUBLE PRECISION NOT NULL DEFAULT 1;

-- CreateIndex Item_kind_at_key of Item
-- ! may fail: rows that Item_kind_at_key does not tell apart
--   SELECT "kind", count(*) FROM "Item" WHERE "kind" IS NOT NULL GROUP BY "kind" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_kind_at_key" ON "Item"("kind", "at");
CREATE UNIQUE INDEX "Item_kind_at_key" ON "Item"("kind", "at");

-- undone by

-- nothing: what is gone cannot come back: the values of Item.at
