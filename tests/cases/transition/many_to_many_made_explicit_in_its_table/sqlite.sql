-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- RebuildTable _PostToTag
-- - add the column added
-- - add the primary key (A, B)
-- ! long lock: every row of _PostToTag is copied
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
    "A" INTEGER NOT NULL,
    "B" TEXT NOT NULL,
    "added" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("A", "B"),
    CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new__PostToTag" ("A", "B")
    SELECT "A", "B" FROM "_PostToTag";
DROP TABLE "_PostToTag";
ALTER TABLE "new__PostToTag" RENAME TO "_PostToTag";
CREATE INDEX "_PostToTag_B_idx" ON "_PostToTag"("B");
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

-- RebuildTable _PostToTag
-- - drop the primary key (A, B)
-- - drop the column added
-- - add the index _PostToTag_AB_unique
-- ! long lock: every row of _PostToTag is copied
-- ! loses data: the values of _PostToTag.added
--   SELECT count(*) FROM "_PostToTag" WHERE "added" IS NOT NULL
-- ! breaks running code: _PostToTag.added is gone
-- ! may fail: rows that _PostToTag_AB_unique does not tell apart
--   SELECT "A", "B", count(*) FROM "_PostToTag" WHERE "A" IS NOT NULL AND "B" IS NOT NULL GROUP BY "A", "B" HAVING count(*) > 1
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of _PostToTag that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '_PostToTag' COLLATE NOCASE AND name NOT IN ('_PostToTag_B_idx');
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
