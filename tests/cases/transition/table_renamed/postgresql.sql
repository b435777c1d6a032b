-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Thing";

-- RenameSequence Thing.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "Thing_id_seq"'', pg_get_serial_sequence(''"Thing"'', ''id'')); END';

-- RenameIndex Item_name_key of Thing
-- - Item_name_key is now Thing_name_key
ALTER INDEX "Item_name_key" RENAME TO "Thing_name_key";

-- RenameIndex Item_notes_idx of Thing
-- - Item_notes_idx is now Thing_notes_idx
ALTER INDEX "Item_notes_idx" RENAME TO "Thing_notes_idx";

-- RenameConstraint Item_pkey of Thing
-- - Item_pkey is now Thing_pkey
ALTER TABLE "Thing" RENAME CONSTRAINT "Item_pkey" TO "Thing_pkey";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE "Thing" RENAME TO "Item";

-- RenameSequence Item.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "Item_id_seq"'', pg_get_serial_sequence(''"Item"'', ''id'')); END';

-- RenameIndex Thing_name_key of Item
-- - Thing_name_key is now Item_name_key
ALTER INDEX "Thing_name_key" RENAME TO "Item_name_key";

-- RenameIndex Thing_notes_idx of Item
-- - Thing_notes_idx is now Item_notes_idx
ALTER INDEX "Thing_notes_idx" RENAME TO "Item_notes_idx";

-- RenameConstraint Thing_pkey of Item
-- - Thing_pkey is now Item_pkey
ALTER TABLE "Item" RENAME CONSTRAINT "Thing_pkey" TO "Item_pkey";
