-- DropIndex Slug of Item
DROP INDEX "Slug";

-- DropIndex At of Other
DROP INDEX "At";

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

-- CreateIndex at_index of Other
CREATE INDEX "at_index" ON "Other"("at");

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

-- DropIndex at_index of Other
DROP INDEX "at_index";

-- CreateIndex Slug of Item
-- ! may fail: rows that Slug does not tell apart
--   SELECT "slug", count(*) FROM "Slug" WHERE "slug" IS NOT NULL GROUP BY "slug" HAVING count(*) > 1
CREATE UNIQUE INDEX "Slug" ON "Item"("slug");

-- CreateIndex At of Other
CREATE INDEX "At" ON "Other"("at");
