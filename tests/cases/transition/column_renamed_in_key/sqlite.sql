-- RenameColumn Item.id
-- - id is now key
-- ! breaks running code: Item.id is gone under that name
ALTER TABLE "Item" RENAME COLUMN "id" TO "key";

-- undone by

-- RenameColumn Item.key
-- - key is now id
-- ! breaks running code: Item.key is gone under that name
ALTER TABLE "Item" RENAME COLUMN "key" TO "id";
