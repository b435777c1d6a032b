-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Thing";

-- RenameSequence Thing.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "Thing_id_seq"'', pg_get_serial_sequence(''"Thing"'', ''id'')); END';

-- RenameColumn Thing.name
-- - name is now title
-- ! breaks running code: Thing.name is gone under that name
ALTER TABLE "Thing" RENAME COLUMN "name" TO "title";

-- DropIndex Item_name_key of Thing
DROP INDEX "Item_name_key";

-- RenameIndex Item_notes_idx of Thing
-- - Item_notes_idx is now Thing_notes_idx
ALTER INDEX "Item_notes_idx" RENAME TO "Thing_notes_idx";

-- RenameConstraint Item_pkey of Thing
-- - Item_pkey is now Thing_pkey
ALTER TABLE "Thing" RENAME CONSTRAINT "Item_pkey" TO "Thing_pkey";

-- AlterTable Thing
-- - change the column notes: another default
ALTER TABLE "Thing"
    ALTER COLUMN "notes" SET DEFAULT '-';

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE "Thing" RENAME TO "Item";

-- RenameSequence Item.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "Item_id_seq"'', pg_get_serial_sequence(''"Item"'', ''id'')); END';

-- RenameColumn Item.title
-- - title is now name
-- ! breaks running code: Item.title is gone under that name
ALTER TABLE "Item" RENAME COLUMN "title" TO "name";

-- RenameIndex Thing_notes_idx of Item
-- - Thing_notes_idx is now Item_notes_idx
ALTER INDEX "Thing_notes_idx" RENAME TO "Item_notes_idx";

-- RenameConstraint Thing_pkey of Item
-- - Thing_pkey is now Item_pkey
ALTER TABLE "Item" RENAME CONSTRAINT "Thing_pkey" TO "Item_pkey";

-- AlterTable Item
-- - change the column notes: no default
ALTER TABLE "Item"
    ALTER COLUMN "notes" DROP DEFAULT;

-- CreateIndex Item_name_key of Item
-- ! may fail: rows that Item_name_key does not tell apart
--   SELECT "title", count(*) FROM "Thing" WHERE "title" IS NOT NULL GROUP BY "title" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_name_key" ON "Item"("name");
CREATE UNIQUE INDEX "Item_name_key" ON "Item"("name");
