-- AlterTable Item
-- - drop the primary key (id)
-- - add the primary key (id, code)
-- ! may fail: rows without a key of their own
--   SELECT "id", "code", count(*) FROM "Item" GROUP BY "id", "code" HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_pkey" ON "Item"("id", "code");
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_pkey" PRIMARY KEY USING INDEX "Item_pkey";
ALTER TABLE "Item"
    DROP CONSTRAINT "Item_pkey",
    ADD CONSTRAINT "Item_pkey" PRIMARY KEY ("id", "code");

-- undone by

-- AlterTable Item
-- - drop the primary key (id, code)
-- - add the primary key (id)
-- ! may fail: rows without a key of their own
--   SELECT "id", count(*) FROM "Item" GROUP BY "id" HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_pkey" ON "Item"("id");
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_pkey" PRIMARY KEY USING INDEX "Item_pkey";
ALTER TABLE "Item"
    DROP CONSTRAINT "Item_pkey",
    ADD CONSTRAINT "Item_pkey" PRIMARY KEY ("id");
