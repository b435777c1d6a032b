-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.value
-- - value is now worth
-- ! breaks running code: Item.value is gone under that name
ALTER TABLE "Item" RENAME COLUMN "value" TO "worth";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.worth
-- - worth is now value
-- ! breaks running code: Item.worth is gone under that name
ALTER TABLE "Item" RENAME COLUMN "worth" TO "value";
