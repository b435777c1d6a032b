-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.id
-- - id is now number
-- ! breaks running code: Item.id is gone under that name
ALTER TABLE "Item" RENAME COLUMN "id" TO "number";

-- RenameSequence Item.number
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "Item_number_seq"'', pg_get_serial_sequence(''"Item"'', ''number'')); END';

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.number
-- - number is now id
-- ! breaks running code: Item.number is gone under that name
ALTER TABLE "Item" RENAME COLUMN "number" TO "id";

-- RenameSequence Item.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "Item_id_seq"'', pg_get_serial_sequence(''"Item"'', ''id'')); END';
