-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Thing";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE "Thing" RENAME TO "Item";
