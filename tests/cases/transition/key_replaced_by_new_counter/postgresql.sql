-- AlterTable Item
-- - drop the primary key (code)
-- - add the column id
-- - add the primary key (id)
-- ! long lock: every row of Item may be written anew
-- ! long lock: Item is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_pkey" ON "Item"("id");
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_pkey" PRIMARY KEY USING INDEX "Item_pkey";
ALTER TABLE "Item"
    DROP CONSTRAINT "Item_pkey",
    ADD COLUMN "id" SERIAL NOT NULL,
    ADD CONSTRAINT "Item_pkey" PRIMARY KEY ("id");

-- undone by

-- AlterTable Item
-- - drop the primary key (id)
-- - drop the column id
-- - add the primary key (code)
-- ! loses data: the values of Item.id
--   SELECT count(*) FROM "Item" WHERE "id" IS NOT NULL
-- ! breaks running code: Item.id is gone
-- ! may fail: rows without a key of their own
--   SELECT "code", count(*) FROM "Item" GROUP BY "code" HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_pkey" ON "Item"("code");
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_pkey" PRIMARY KEY USING INDEX "Item_pkey";
ALTER TABLE "Item"
    DROP CONSTRAINT "Item_pkey",
    DROP COLUMN "id",
    ADD CONSTRAINT "Item_pkey" PRIMARY KEY ("code");
