-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.part
-- - part is now place
-- ! breaks running code: Item.part is gone under that name
ALTER TABLE "Item" RENAME COLUMN "part" TO "place";

-- AlterTable Item
-- - add the column name
ALTER TABLE "Item"
    ADD COLUMN "name" TEXT;

-- FillColumn Item.name
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE "Item" SET "name" = ketch_fill_in;

-- AlterTable Item
-- - drop the primary key (id, place)
-- - change the column id: counts up
-- - change the column place: optional
-- - change the column name: required
-- - add the primary key (id)
-- ! breaks running code: code that expects Item.place in every row
-- ! may fail: rows without Item.name
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! breaks running code: code that leaves Item.name out
-- ! may fail: rows without a key of their own
--   SELECT "id", count(*) FROM "Item" GROUP BY "id" HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
-- Others go on if name is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_name" CHECK ("name" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_name";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_name";
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_pkey" ON "Item"("id");
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_pkey" PRIMARY KEY USING INDEX "Item_pkey";
CREATE SEQUENCE "Item_id_seq" AS INTEGER;
ALTER TABLE "Item"
    DROP CONSTRAINT "Item_pkey",
    ALTER COLUMN "id" SET DEFAULT nextval('"Item_id_seq"'),
    ALTER COLUMN "place" DROP NOT NULL,
    ALTER COLUMN "name" SET NOT NULL,
    ADD CONSTRAINT "Item_pkey" PRIMARY KEY ("id");
ALTER SEQUENCE "Item_id_seq" OWNED BY "Item"."id";
SELECT setval('"Item_id_seq"', greatest(max("id"), 0) + 1, false) FROM "Item";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.place
-- - place is now part
-- ! breaks running code: Item.place is gone under that name
ALTER TABLE "Item" RENAME COLUMN "place" TO "part";

-- AlterTable Item
-- - drop the primary key (id)
-- - drop the column name
-- - change the column id: counts up no more
-- - change the column part: required
-- - add the primary key (id, part)
-- ! loses data: the values of Item.name
--   SELECT count(*) FROM "Item" WHERE "name" IS NOT NULL
-- ! breaks running code: Item.name is gone
-- ! breaks running code: code that leaves Item.id out
-- ! may fail: rows without Item.part
--   SELECT * FROM "Item" WHERE "place" IS NULL
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! breaks running code: code that leaves Item.part out
-- ! may fail: rows without a key of their own
--   SELECT "id", "place", count(*) FROM "Item" GROUP BY "id", "place" HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
-- Others go on if part is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_part" CHECK ("part" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_part";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_part";
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_pkey" ON "Item"("id", "part");
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_pkey" PRIMARY KEY USING INDEX "Item_pkey";
ALTER TABLE "Item"
    DROP CONSTRAINT "Item_pkey",
    DROP COLUMN "name",
    ALTER COLUMN "id" DROP DEFAULT,
    ALTER COLUMN "part" SET NOT NULL,
    ADD CONSTRAINT "Item_pkey" PRIMARY KEY ("id", "part");
DO 'BEGIN EXECUTE format(''DROP SEQUENCE %s'', pg_get_serial_sequence(''"Item"'', ''id'')); END';
