PRAGMA foreign_keys = OFF;
PRAGMA legacy_alter_table = ON;
CREATE TABLE "_ketch_new_author" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT
);
INSERT INTO "_ketch_new_author" ("id", "name") SELECT "id", "name" FROM "author";
DROP TABLE "author";
ALTER TABLE "_ketch_new_author" RENAME TO "author";
PRAGMA legacy_alter_table = OFF;
ALTER TABLE "item" ADD COLUMN "more" INTEGER;
UPDATE "item" SET "n" = "n" + 1, "more" = ("n" + 1) * 2;
CREATE UNIQUE INDEX "item_n_key" ON "item"("n");
PRAGMA foreign_keys = ON;
