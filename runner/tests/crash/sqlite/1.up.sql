CREATE TABLE "author" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL DEFAULT 'it''s; quoted'
);
CREATE TABLE "item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "n" INTEGER NOT NULL,
    "authorId" INTEGER,
    CONSTRAINT "item_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "author"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "author" ("name") VALUES ('a'), ('b');
INSERT INTO "item" ("n", "authorId") SELECT 10 * "id", "id" FROM "author";
