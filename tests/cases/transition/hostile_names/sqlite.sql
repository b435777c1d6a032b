-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- RebuildTable table '; drop
-- - change the column it's a "quoted" `name`: optional
-- ! long lock: every row of table '; drop is copied
-- ! breaks running code: code that expects table '; drop.it's a "quoted" `name` in every row
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of table '; drop that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'table ''; drop' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of table '; drop that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'table ''; drop' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('table ''; drop') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('table ''; drop')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('table ''; drop') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'table ''; drop' COLLATE NOCASE;
CREATE TABLE "new_table '; drop" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "it's a ""quoted"" `name`" TEXT
);
INSERT INTO "new_table '; drop" ("id", "it's a ""quoted"" `name`")
    SELECT "id", "it's a ""quoted"" `name`" FROM "table '; drop";
DELETE FROM sqlite_sequence WHERE name = 'new_table ''; drop';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_table ''; drop', seq FROM sqlite_sequence WHERE name = 'table ''; drop';
DROP TABLE "table '; drop";
ALTER TABLE "new_table '; drop" RENAME TO "table '; drop";
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

-- RebuildTable table '; drop
-- - change the column it's a "quoted" `name`: required
-- ! long lock: every row of table '; drop is copied
-- ! may fail: rows without table '; drop.it's a "quoted" `name`
--   SELECT * FROM "table '; drop" WHERE "it's a ""quoted"" `name`" IS NULL
-- ! breaks running code: code that leaves table '; drop.it's a "quoted" `name` out
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of table '; drop that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'table ''; drop' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of table '; drop that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'table ''; drop' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('table ''; drop') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('table ''; drop')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('table ''; drop') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'table ''; drop' COLLATE NOCASE;
CREATE TABLE "new_table '; drop" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "it's a ""quoted"" `name`" TEXT NOT NULL
);
INSERT INTO "new_table '; drop" ("id", "it's a ""quoted"" `name`")
    SELECT "id", "it's a ""quoted"" `name`" FROM "table '; drop";
DELETE FROM sqlite_sequence WHERE name = 'new_table ''; drop';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_table ''; drop', seq FROM sqlite_sequence WHERE name = 'table ''; drop';
DROP TABLE "table '; drop";
ALTER TABLE "new_table '; drop" RENAME TO "table '; drop";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
