-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable items
-- - items is now things
-- ! breaks running code: items is gone under that name
ALTER TABLE "items" RENAME TO "things";

-- RenameSequence things.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "things_id_seq"'', pg_get_serial_sequence(''"things"'', ''id'')); END';

-- RenameIndex items_name_key of things
-- - items_name_key is now things_name_key
ALTER INDEX "items_name_key" RENAME TO "things_name_key";

-- RenameIndex items_notes_idx of things
-- - items_notes_idx is now things_notes_idx
ALTER INDEX "items_notes_idx" RENAME TO "things_notes_idx";

-- RenameConstraint items_pkey of things
-- - items_pkey is now things_pkey
ALTER TABLE "things" RENAME CONSTRAINT "items_pkey" TO "things_pkey";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable things
-- - things is now items
-- ! breaks running code: things is gone under that name
ALTER TABLE "things" RENAME TO "items";

-- RenameSequence items.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "items_id_seq"'', pg_get_serial_sequence(''"items"'', ''id'')); END';

-- RenameIndex things_name_key of items
-- - things_name_key is now items_name_key
ALTER INDEX "things_name_key" RENAME TO "items_name_key";

-- RenameIndex things_notes_idx of items
-- - things_notes_idx is now items_notes_idx
ALTER INDEX "things_notes_idx" RENAME TO "items_notes_idx";

-- RenameConstraint things_pkey of items
-- - things_pkey is now items_pkey
ALTER TABLE "items" RENAME CONSTRAINT "things_pkey" TO "items_pkey";
