-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Thing";

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

-- RenameConstraint Thing_pkey of Item
-- - Thing_pkey is now Item_pkey
ALTER TABLE "Item" RENAME CONSTRAINT "Thing_pkey" TO "Item_pkey";
