-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Key
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Key";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Key
-- - Key is now Item
-- ! breaks running code: Key is gone under that name
ALTER TABLE "Key" RENAME TO "Item";
