-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.id
-- - id is now number
-- ! breaks running code: Item.id is gone under that name
ALTER TABLE "Item" RENAME COLUMN "id" TO "number";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.number
-- - number is now id
-- ! breaks running code: Item.number is gone under that name
ALTER TABLE "Item" RENAME COLUMN "number" TO "id";
