-- DropTable Item
-- ! loses data: every row of Item
--   SELECT count(*) FROM "Item"
-- ! breaks running code: Item is gone
DROP TABLE "Item";

-- CreateTable Thing
CREATE TABLE "Thing" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "Thing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex Thing_name_key of Thing
CREATE UNIQUE INDEX "Thing_name_key" ON "Thing"("name");

-- CreateIndex Thing_notes_idx of Thing
CREATE INDEX "Thing_notes_idx" ON "Thing"("notes");

-- undone by

-- nothing: what is gone cannot come back: every row of Item
