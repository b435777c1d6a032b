-- RenameConstraint Key of Kid
-- - Key is now _ketch_renaming_0
ALTER TABLE "Kid" RENAME CONSTRAINT "Key" TO "_ketch_renaming_0";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Key
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Key";

-- RenameConstraint _ketch_renaming_0 of Kid
-- - _ketch_renaming_0 is now Kid_key
ALTER TABLE "Kid" RENAME CONSTRAINT "_ketch_renaming_0" TO "Kid_key";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Key
-- - Key is now Item
-- ! breaks running code: Key is gone under that name
ALTER TABLE "Key" RENAME TO "Item";

-- RenameConstraint Kid_key of Kid
-- - Kid_key is now Key
ALTER TABLE "Kid" RENAME CONSTRAINT "Kid_key" TO "Key";
