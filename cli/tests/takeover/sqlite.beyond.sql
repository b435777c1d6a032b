CREATE TABLE "own_table" ("id" TEXT NOT NULL PRIMARY KEY);
INSERT INTO "own_table" ("id") VALUES ('a'), ('b');
CREATE INDEX "own_index" ON "Post"("title");
CREATE UNIQUE INDEX "own_partial" ON "User"("createdAt") WHERE "email" = 'only';
PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, '"email" TEXT NOT NULL', '"email" TEXT NOT NULL CONSTRAINT "own_check" CHECK (length("email") > 2)') WHERE name = 'User'; UPDATE sqlite_master SET sql = replace(sql, '"id" TEXT NOT NULL PRIMARY KEY', '"id" TEXT NOT NULL PRIMARY KEY CONSTRAINT "own_key" REFERENCES "own_table"("id")') WHERE name = 'Post'; PRAGMA writable_schema = RESET;
CREATE VIEW "own_view" AS SELECT "id" FROM "Post";
