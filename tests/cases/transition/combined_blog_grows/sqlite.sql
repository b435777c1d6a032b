-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- CreateTable User
CREATE TABLE "User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL
);

-- CreateTable Tag
CREATE TABLE "Tag" (
    "name" TEXT NOT NULL PRIMARY KEY
);

-- CreateTable _PostToTag
CREATE TABLE "_PostToTag" (
    "A" INTEGER NOT NULL,
    "B" TEXT NOT NULL,

    CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("name") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RebuildTable Post
-- - change the column body: required, another default
-- - add the column color
-- - add the column authorId
-- - add the index Post_title_key
-- - add the index Post_authorId_idx
-- - add the foreign key Post_authorId_fkey
-- ! long lock: every row of Post is copied
-- ! long lock: every row of Post is checked
-- ! may fail: rows without Post.body
--   SELECT * FROM "Post" WHERE "body" IS NULL
-- ! may fail: rows that Post_title_key does not tell apart
--   SELECT "title", count(*) FROM "Post" WHERE "title" IS NOT NULL GROUP BY "title" HAVING count(*) > 1
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Post that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Post' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Post that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Post' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Post') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Post')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Post') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Post' COLLATE NOCASE;
CREATE TABLE "new_Post" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "color" TEXT,
    "authorId" INTEGER,

    CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Post" ("id", "title", "body")
    SELECT "id", "title", "body" FROM "Post";
DELETE FROM sqlite_sequence WHERE name = 'new_Post';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Post', seq FROM sqlite_sequence WHERE name = 'Post';
DROP TABLE "Post";
ALTER TABLE "new_Post" RENAME TO "Post";
CREATE UNIQUE INDEX "Post_title_key" ON "Post"("title");
CREATE INDEX "Post_authorId_idx" ON "Post"("authorId");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- CreateIndex User_email_key of User
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex _PostToTag_AB_unique of _PostToTag
CREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag"("A", "B");

-- CreateIndex _PostToTag_B_index of _PostToTag
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag"("B");

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropTable _PostToTag
-- ! loses data: every row of _PostToTag
--   SELECT count(*) FROM "_PostToTag"
-- ! breaks running code: _PostToTag is gone
DROP TABLE "_PostToTag";

-- DropTable Tag
-- ! loses data: every row of Tag
--   SELECT count(*) FROM "Tag"
-- ! breaks running code: Tag is gone
DROP TABLE "Tag";

-- DropTable User
-- ! loses data: every row of User
--   SELECT count(*) FROM "User"
-- ! breaks running code: User is gone
DROP TABLE "User";

-- RebuildTable Post
-- - drop the column color
-- - drop the column authorId
-- - change the column body: optional, no default
-- - drop the foreign key Post_authorId_fkey
-- ! long lock: every row of Post is copied
-- ! loses data: the values of Post.color
--   SELECT count(*) FROM "Post" WHERE "color" IS NOT NULL
-- ! breaks running code: Post.color is gone
-- ! loses data: the values of Post.authorId
--   SELECT count(*) FROM "Post" WHERE "authorId" IS NOT NULL
-- ! breaks running code: Post.authorId is gone
-- ! breaks running code: code that expects Post.body in every row
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Post that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Post' COLLATE NOCASE AND name NOT IN ('Post_title_key', 'Post_authorId_idx');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Post that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Post' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Post') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Post')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Post') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Post' COLLATE NOCASE;
CREATE TABLE "new_Post" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "body" TEXT
);
INSERT INTO "new_Post" ("id", "title", "body")
    SELECT "id", "title", "body" FROM "Post";
DELETE FROM sqlite_sequence WHERE name = 'new_Post';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Post', seq FROM sqlite_sequence WHERE name = 'Post';
DROP TABLE "Post";
ALTER TABLE "new_Post" RENAME TO "Post";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
