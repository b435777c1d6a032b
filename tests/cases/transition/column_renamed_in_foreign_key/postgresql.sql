-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Part.itemId
-- - itemId is now ownerId
-- ! breaks running code: Part.itemId is gone under that name
ALTER TABLE "Part" RENAME COLUMN "itemId" TO "ownerId";

-- RenameConstraint Part_itemId_fkey of Part
-- - Part_itemId_fkey is now Part_ownerId_fkey
ALTER TABLE "Part" RENAME CONSTRAINT "Part_itemId_fkey" TO "Part_ownerId_fkey";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Part.ownerId
-- - ownerId is now itemId
-- ! breaks running code: Part.ownerId is gone under that name
ALTER TABLE "Part" RENAME COLUMN "ownerId" TO "itemId";

-- RenameConstraint Part_ownerId_fkey of Part
-- - Part_ownerId_fkey is now Part_itemId_fkey
ALTER TABLE "Part" RENAME CONSTRAINT "Part_ownerId_fkey" TO "Part_itemId_fkey";
