-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Post
-- - Post is now Zine
-- ! breaks running code: Post is gone under that name
ALTER TABLE "Post" RENAME TO "Zine";

-- RenameTable _PostToTag
-- - _PostToTag is now _TagToZine
-- ! breaks running code: _PostToTag is gone under that name
ALTER TABLE "_PostToTag" RENAME TO "_TagToZine";

-- RenameColumn _TagToZine.A
-- - A is now _ketch_renaming
-- ! breaks running code: _TagToZine.A is gone under that name
ALTER TABLE "_TagToZine" RENAME COLUMN "A" TO "_ketch_renaming";

-- RenameColumn _TagToZine.B
-- - B is now A
-- ! breaks running code: _TagToZine.B is gone under that name
ALTER TABLE "_TagToZine" RENAME COLUMN "B" TO "A";

-- RenameColumn _TagToZine._ketch_renaming
-- - _ketch_renaming is now B
-- ! breaks running code: _TagToZine._ketch_renaming is gone under that name
ALTER TABLE "_TagToZine" RENAME COLUMN "_ketch_renaming" TO "B";

-- RebuildTable _TagToZine
-- - add the index _TagToZine_AB_unique
-- - add the index _TagToZine_B_index
-- - drop the foreign key _PostToTag_A_fkey
-- - drop the foreign key _PostToTag_B_fkey
-- - add the foreign key _TagToZine_A_fkey
-- - add the foreign key _TagToZine_B_fkey
-- ! long lock: every row of _TagToZine is copied
-- ! long lock: every row of _TagToZine is checked
-- ! long lock: every row of _TagToZine is checked
-- ! may fail: rows that _TagToZine_AB_unique does not tell apart
--   SELECT "B", "A", count(*) FROM "_PostToTag" WHERE "B" IS NOT NULL AND "A" IS NOT NULL GROUP BY "B", "A" HAVING count(*) > 1
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of _TagToZine that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '_TagToZine' COLLATE NOCASE AND name NOT IN ('_PostToTag_AB_unique', '_PostToTag_B_index');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of _TagToZine that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_TagToZine' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('_TagToZine') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('_TagToZine')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('_TagToZine') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '_TagToZine' COLLATE NOCASE;
CREATE TABLE "new__TagToZine" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_TagToZine_A_fkey" FOREIGN KEY ("A") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_TagToZine_B_fkey" FOREIGN KEY ("B") REFERENCES "Zine"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new__TagToZine" ("A", "B")
    SELECT "A", "B" FROM "_TagToZine";
DROP TABLE "_TagToZine";
ALTER TABLE "new__TagToZine" RENAME TO "_TagToZine";
CREATE UNIQUE INDEX "_TagToZine_AB_unique" ON "_TagToZine"("A", "B");
CREATE INDEX "_TagToZine_B_index" ON "_TagToZine"("B");
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

-- RenameTable Zine
-- - Zine is now Post
-- ! breaks running code: Zine is gone under that name
ALTER TABLE "Zine" RENAME TO "Post";

-- RenameTable _TagToZine
-- - _TagToZine is now _PostToTag
-- ! breaks running code: _TagToZine is gone under that name
ALTER TABLE "_TagToZine" RENAME TO "_PostToTag";

-- RenameColumn _PostToTag.B
-- - B is now _ketch_renaming
-- ! breaks running code: _PostToTag.B is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "B" TO "_ketch_renaming";

-- RenameColumn _PostToTag.A
-- - A is now B
-- ! breaks running code: _PostToTag.A is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "A" TO "B";

-- RenameColumn _PostToTag._ketch_renaming
-- - _ketch_renaming is now A
-- ! breaks running code: _PostToTag._ketch_renaming is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "_ketch_renaming" TO "A";

-- RebuildTable _PostToTag
-- - add the index _PostToTag_AB_unique
-- - add the index _PostToTag_B_index
-- - drop the foreign key _TagToZine_A_fkey
-- - drop the foreign key _TagToZine_B_fkey
-- - add the foreign key _PostToTag_A_fkey
-- - add the foreign key _PostToTag_B_fkey
-- ! long lock: every row of _PostToTag is copied
-- ! long lock: every row of _PostToTag is checked
-- ! long lock: every row of _PostToTag is checked
-- ! may fail: rows that _PostToTag_AB_unique does not tell apart
--   SELECT "B", "A", count(*) FROM "_TagToZine" WHERE "B" IS NOT NULL AND "A" IS NOT NULL GROUP BY "B", "A" HAVING count(*) > 1
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of _PostToTag that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '_PostToTag' COLLATE NOCASE AND name NOT IN ('_TagToZine_AB_unique', '_TagToZine_B_index');
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
    "B" INTEGER NOT NULL,

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
