-- AlterTable Item
-- - change the column id: counts up no more
-- ! breaks running code: code that leaves Item.id out
ALTER TABLE "Item"
    ALTER COLUMN "id" DROP DEFAULT;
DO 'BEGIN EXECUTE format(''DROP SEQUENCE %s'', pg_get_serial_sequence(''"Item"'', ''id'')); END';

-- undone by

-- AlterTable Item
-- - change the column id: counts up
CREATE SEQUENCE "Item_id_seq" AS BIGINT;
ALTER TABLE "Item"
    ALTER COLUMN "id" SET DEFAULT nextval('"Item_id_seq"');
ALTER SEQUENCE "Item_id_seq" OWNED BY "Item"."id";
SELECT setval('"Item_id_seq"', greatest(max("id"), 0) + 1, false) FROM "Item";
