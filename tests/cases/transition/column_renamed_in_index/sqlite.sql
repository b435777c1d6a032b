-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.name
-- - name is now title
-- ! breaks running code: Item.name is gone under that name
ALTER TABLE "Item" RENAME COLUMN "name" TO "title";

-- DropIndex Item_name_key of Item
DROP INDEX "Item_name_key";

-- DropIndex Item_name_size_idx of Item
DROP INDEX "Item_name_size_idx";

-- CreateIndex Item_title_key of Item
-- ! may fail: rows that Item_title_key does not tell apart
--   SELECT "name", count(*) FROM "Item" WHERE "name" IS NOT NULL GROUP BY "name" HAVING count(*) > 1
CREATE UNIQUE INDEX "Item_title_key" ON "Item"("title");

-- CreateIndex Item_title_size_idx of Item
CREATE INDEX "Item_title_size_idx" ON "Item"("title", "size");

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.title
-- - title is now name
-- ! breaks running code: Item.title is gone under that name
ALTER TABLE "Item" RENAME COLUMN "title" TO "name";

-- DropIndex Item_title_key of Item
DROP INDEX "Item_title_key";

-- DropIndex Item_title_size_idx of Item
DROP INDEX "Item_title_size_idx";

-- CreateIndex Item_name_key of Item
-- ! may fail: rows that Item_name_key does not tell apart
--   SELECT "title", count(*) FROM "Item" WHERE "title" IS NOT NULL GROUP BY "title" HAVING count(*) > 1
CREATE UNIQUE INDEX "Item_name_key" ON "Item"("name");

-- CreateIndex Item_name_size_idx of Item
CREATE INDEX "Item_name_size_idx" ON "Item"("name", "size");
