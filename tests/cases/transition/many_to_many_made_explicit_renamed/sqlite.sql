-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable _PostToTag
-- - _PostToTag is now PostTag
-- ! breaks running code: _PostToTag is gone under that name
ALTER TABLE "_PostToTag" RENAME TO "PostTag";

-- RenameColumn PostTag.A
-- - A is now postId
-- ! breaks running code: PostTag.A is gone under that name
ALTER TABLE "PostTag" RENAME COLUMN "A" TO "postId";

-- RenameColumn PostTag.B
-- - B is now tagId
-- ! breaks running code: PostTag.B is gone under that name
ALTER TABLE "PostTag" RENAME COLUMN "B" TO "tagId";

-- RebuildTable PostTag
-- - add the column rank
-- - add the primary key (postId, tagId)
-- - drop the foreign key _PostToTag_A_fkey
-- - drop the foreign key _PostToTag_B_fkey
-- - add the foreign key PostTag_postId_fkey
-- - add the foreign key PostTag_tagId_fkey
-- ! long lock: every row of PostTag is copied
-- ! long lock: every row of PostTag is checked
-- ! long lock: every row of PostTag is checked
-- ! may fail: rows without a key of their own
--   SELECT "A", "B", count(*) FROM "_PostToTag" GROUP BY "A", "B" HAVING count(*) > 1
-- ! long lock: PostTag is locked while the key is built
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of PostTag that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'PostTag' COLLATE NOCASE AND name NOT IN ('_PostToTag_AB_unique', '_PostToTag_B_index');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of PostTag that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'PostTag' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('PostTag') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('PostTag')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('PostTag') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'PostTag' COLLATE NOCASE;
CREATE TABLE "new_PostTag" (
    "postId" INTEGER NOT NULL,
    "tagId" TEXT NOT NULL,
    "rank" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("postId", "tagId"),
    CONSTRAINT "PostTag_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PostTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_PostTag" ("postId", "tagId")
    SELECT "postId", "tagId" FROM "PostTag";
DROP TABLE "PostTag";
ALTER TABLE "new_PostTag" RENAME TO "PostTag";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable PostTag
-- - PostTag is now _PostToTag
-- ! breaks running code: PostTag is gone under that name
ALTER TABLE "PostTag" RENAME TO "_PostToTag";

-- RenameColumn _PostToTag.postId
-- - postId is now A
-- ! breaks running code: _PostToTag.postId is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "postId" TO "A";

-- RenameColumn _PostToTag.tagId
-- - tagId is now B
-- ! breaks running code: _PostToTag.tagId is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "tagId" TO "B";

-- RebuildTable _PostToTag
-- - drop the primary key (A, B)
-- - drop the column rank
-- - add the index _PostToTag_AB_unique
-- - add the index _PostToTag_B_index
-- - drop the foreign key PostTag_postId_fkey
-- - drop the foreign key PostTag_tagId_fkey
-- - add the foreign key _PostToTag_A_fkey
-- - add the foreign key _PostToTag_B_fkey
-- ! long lock: every row of _PostToTag is copied
-- ! long lock: every row of _PostToTag is checked
-- ! long lock: every row of _PostToTag is checked
-- ! loses data: the values of _PostToTag.rank
--   SELECT count(*) FROM "PostTag" WHERE "rank" IS NOT NULL
-- ! breaks running code: _PostToTag.rank is gone
-- ! may fail: rows that _PostToTag_AB_unique does not tell apart
--   SELECT "postId", "tagId", count(*) FROM "PostTag" WHERE "postId" IS NOT NULL AND "tagId" IS NOT NULL GROUP BY "postId", "tagId" HAVING count(*) > 1
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of _PostToTag that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '_PostToTag' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of _PostToTag that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_PostToTag' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('_PostToTag') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('_PostToTag')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('_PostToTag') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '_PostToTag' COLLATE NOCASE;
CREATE TABLE "new__PostToTag" (
    "A" INTEGER NOT NULL,
    "B" TEXT NOT NULL,

    CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new__PostToTag" ("A", "B")
    SELECT "A", "B" FROM "_PostToTag";
DROP TABLE "_PostToTag";
ALTER TABLE "new__PostToTag" RENAME TO "_PostToTag";
CREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag"("A", "B");
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag"("B");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
