-- DropTable Item
-- ! loses data: every row of Item
--   SELECT count(*) FROM "Item"
-- ! breaks running code: Item is gone
DROP TABLE "Item";

-- CreateTable Thing
CREATE TABLE "Thing" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "notes" TEXT
);

-- CreateIndex Thing_name_key of Thing
CREATE UNIQUE INDEX "Thing_name_key" ON "Thing"("name");

-- CreateIndex Thing_notes_idx of Thing
CREATE INDEX "Thing_notes_idx" ON "Thing"("notes");

-- undone by

-- nothing: what is gone cannot come back: every row of Item
