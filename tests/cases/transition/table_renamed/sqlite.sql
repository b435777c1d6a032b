-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Thing";

-- DropIndex Item_name_key of Thing
DROP INDEX "Item_name_key";

-- DropIndex Item_notes_idx of Thing
DROP INDEX "Item_notes_idx";

-- CreateIndex Thing_name_key of Thing
-- ! may fail: rows that Thing_name_key does not tell apart
--   SELECT "name", count(*) FROM "Item" WHERE "name" IS NOT NULL GROUP BY "name" HAVING count(*) > 1
CREATE UNIQUE INDEX "Thing_name_key" ON "Thing"("name");

-- CreateIndex Thing_notes_idx of Thing
CREATE INDEX "Thing_notes_idx" ON "Thing"("notes");

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE "Thing" RENAME TO "Item";

-- DropIndex Thing_name_key of Item
DROP INDEX "Thing_name_key";

-- DropIndex Thing_notes_idx of Item
DROP INDEX "Thing_notes_idx";

-- CreateIndex Item_name_key of Item
-- ! may fail: rows that Item_name_key does not tell apart
--   SELECT "name", count(*) FROM "Thing" WHERE "name" IS NOT NULL GROUP BY "name" HAVING count(*) > 1
CREATE UNIQUE INDEX "Item_name_key" ON "Item"("name");

-- CreateIndex Item_notes_idx of Item
CREATE INDEX "Item_notes_idx" ON "Item"("notes");
