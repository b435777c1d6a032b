-- DropIndex Item_id_key of Item
DROP INDEX "Item_id_key";

-- AlterTable Item
-- - add the primary key (id)
-- ! may fail: rows without a key of their own
--   SELECT "id", count(*) FROM "Item" GROUP BY "id" HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_pkey" ON "Item"("id");
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_pkey" PRIMARY KEY USING INDEX "Item_pkey";
ALTER TABLE "Item"
    ADD CONSTRAINT "Item_pkey" PRIMARY KEY ("id");

-- undone by

-- AlterTable Item
-- - drop the primary key (id)
ALTER TABLE "Item"
    DROP CONSTRAINT "Item_pkey";

-- CreateIndex Item_id_key of Item
-- ! may fail: rows that Item_id_key does not tell apart
--   SELECT "id", count(*) FROM "Item" WHERE "id" IS NOT NULL GROUP BY "id" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_id_key" ON "Item"("id");
CREATE UNIQUE INDEX "Item_id_key" ON "Item"("id");
