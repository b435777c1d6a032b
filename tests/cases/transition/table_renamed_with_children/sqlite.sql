-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Thing";

-- undone by

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE "Thing" RENAME TO "Item";
