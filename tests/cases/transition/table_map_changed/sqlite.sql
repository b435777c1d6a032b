-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable items
-- - items is now things
-- ! breaks running code: items is gone under that name
ALTER TABLE "items" RENAME TO "things";

-- DropIndex items_name_key of things
DROP INDEX "items_name_key";

-- DropIndex items_notes_idx of things
DROP INDEX "items_notes_idx";

-- CreateIndex things_name_key of things
-- ! may fail: rows that things_name_key does not tell apart
--   SELECT "name", count(*) FROM "items" WHERE "name" IS NOT NULL GROUP BY "name" HAVING count(*) > 1
CREATE UNIQUE INDEX "things_name_key" ON "things"("name");

-- CreateIndex things_notes_idx of things
CREATE INDEX "things_notes_idx" ON "things"("notes");

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable things
-- - things is now items
-- ! breaks running code: things is gone under that name
ALTER TABLE "things" RENAME TO "items";

-- DropIndex things_name_key of items
DROP INDEX "things_name_key";

-- DropIndex things_notes_idx of items
DROP INDEX "things_notes_idx";

-- CreateIndex items_name_key of items
-- ! may fail: rows that items_name_key does not tell apart
--   SELECT "name", count(*) FROM "things" WHERE "name" IS NOT NULL GROUP BY "name" HAVING count(*) > 1
CREATE UNIQUE INDEX "items_name_key" ON "items"("name");

-- CreateIndex items_notes_idx of items
CREATE INDEX "items_notes_idx" ON "items"("notes");
