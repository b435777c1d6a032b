-- RenameColumn Item.name
-- - name is now title
-- ! breaks running code: Item.name is gone under that name
ALTER TABLE "Item" RENAME COLUMN "name" TO "title";

-- undone by

-- RenameColumn Item.title
-- - title is now name
-- ! breaks running code: Item.title is gone under that name
ALTER TABLE "Item" RENAME COLUMN "title" TO "name";
