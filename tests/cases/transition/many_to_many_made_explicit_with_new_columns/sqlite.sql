-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn _PostToTag.A
-- - A is now postId
-- ! breaks running code: _PostToTag.A is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "A" TO "postId";

-- RenameColumn _PostToTag.B
-- - B is now tagId
-- ! breaks running code: _PostToTag.B is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "B" TO "tagId";

-- RebuildTable _PostToTag
-- - add the column note
-- - add the primary key (postId, tagId)
-- - drop the foreign key _PostToTag_A_fkey
-- - drop the foreign key _PostToTag_B_fkey
-- - add the foreign key _PostToTag_postId_fkey
-- - add the foreign key _PostToTag_tagId_fkey
-- ! long lock: every row of _PostToTag is copied
-- ! long lock: every row of _PostToTag is checked
-- ! long lock: every row of _PostToTag is checked
-- ! may fail: rows without a key of their own
--   SELECT "A", "B", count(*) FROM "_PostToTag" GROUP BY "A", "B" HAVING count(*) > 1
-- ! long lock: _PostToTag is locked while the key is built
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of _PostToTag that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '_PostToTag' COLLATE NOCASE AND name NOT IN ('_PostToTag_AB_unique', '_PostToTag_B_index');
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
    "postId" INTEGER NOT NULL,
    "tagId" TEXT NOT NULL,
    "note" TEXT,

    PRIMARY KEY ("postId", "tagId"),
    CONSTRAINT "_PostToTag_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_PostToTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new__PostToTag" ("postId", "tagId")
    SELECT "postId", "tagId" FROM "_PostToTag";
DROP TABLE "_PostToTag";
ALTER TABLE "new__PostToTag" RENAME TO "_PostToTag";
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
-- - drop the column note
-- - add the index _PostToTag_AB_unique
-- - add the index _PostToTag_B_index
-- - drop the foreign key _PostToTag_postId_fkey
-- - drop the foreign key _PostToTag_tagId_fkey
-- - add the foreign key _PostToTag_A_fkey
-- - add the foreign key _PostToTag_B_fkey
-- ! long lock: every row of _PostToTag is copied
-- ! long lock: every row of _PostToTag is checked
-- ! long lock: every row of _PostToTag is checked
-- ! loses data: the values of _PostToTag.note
--   SELECT count(*) FROM "_PostToTag" WHERE "note" IS NOT NULL
-- ! breaks running code: _PostToTag.note is gone
-- ! may fail: rows that _PostToTag_AB_unique does not tell apart
--   SELECT "postId", "tagId", count(*) FROM "_PostToTag" WHERE "postId" IS NOT NULL AND "tagId" IS NOT NULL GROUP BY "postId", "tagId" HAVING count(*) > 1
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
