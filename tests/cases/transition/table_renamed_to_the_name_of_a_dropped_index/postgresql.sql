-- RenameIndex Slug of Item
-- - Slug is now _ketch_renaming_0
ALTER INDEX "Slug" RENAME TO "_ketch_renaming_0";

-- RenameIndex At of Other
-- - At is now _ketch_renaming_1
ALTER INDEX "At" RENAME TO "_ketch_renaming_1";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Slug
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Slug";

-- RenameTable Time
-- - Time is now At
-- ! breaks running code: Time is gone under that name
ALTER TABLE "Time" RENAME TO "At";

-- DropIndex _ketch_renaming_0 of Slug
DROP INDEX "_ketch_renaming_0";

-- RenameConstraint Item_pkey of Slug
-- - Item_pkey is now Slug_pkey
ALTER TABLE "Slug" RENAME CONSTRAINT "Item_pkey" TO "Slug_pkey";

-- RenameIndex _ketch_renaming_1 of Other
-- - _ketch_renaming_1 is now at_index
ALTER INDEX "_ketch_renaming_1" RENAME TO "at_index";

-- RenameConstraint Time_pkey of At
-- - Time_pkey is now At_pkey
ALTER TABLE "At" RENAME CONSTRAINT "Time_pkey" TO "At_pkey";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Slug
-- - Slug is now Item
-- ! breaks running code: Slug is gone under that name
ALTER TABLE "Slug" RENAME TO "Item";

-- RenameTable At
-- - At is now Time
-- ! breaks running code: At is gone under that name
ALTER TABLE "At" RENAME TO "Time";

-- RenameConstraint Slug_pkey of Item
-- - Slug_pkey is now Item_pkey
ALTER TABLE "Item" RENAME CONSTRAINT "Slug_pkey" TO "Item_pkey";

-- RenameIndex at_index of Other
-- - at_index is now At
ALTER INDEX "at_index" RENAME TO "At";

-- RenameConstraint At_pkey of Time
-- - At_pkey is now Time_pkey
ALTER TABLE "Time" RENAME CONSTRAINT "At_pkey" TO "Time_pkey";

-- CreateIndex Slug of Item
-- ! may fail: rows that Slug does not tell apart
--   SELECT "slug", count(*) FROM "Slug" WHERE "slug" IS NOT NULL GROUP BY "slug" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Slug" ON "Item"("slug");
CREATE UNIQUE INDEX "Slug" ON "Item"("slug");
