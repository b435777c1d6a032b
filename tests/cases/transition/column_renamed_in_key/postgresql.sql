-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.id
-- - id is now key
-- ! breaks running code: Item.id is gone under that name
ALTER TABLE "Item" RENAME COLUMN "id" TO "key";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.key
-- - key is now id
-- ! breaks running code: Item.key is gone under that name
ALTER TABLE "Item" RENAME COLUMN "key" TO "id";
