-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- RebuildTable Two
-- - drop the column second
-- - add the column first
-- ! long lock: every row of Two is copied
-- ! loses data: the values of Two.second
--   SELECT count(*) FROM "Two" WHERE "second" IS NOT NULL
-- ! breaks running code: Two.second is gone
-- ! breaks running code: code that leaves Two.first out
-- Write a value, or an expression over the old row, in place of each ketch_fill_in;
-- then run `ketch migrate rehash`
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Two that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Two' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Two that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Two' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Two') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Two')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Two') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Two' COLLATE NOCASE;
CREATE TABLE "new_Two" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "first" TEXT NOT NULL
);
INSERT INTO "new_Two" ("id", "first")
    SELECT "id", ketch_fill_in FROM "Two";
DELETE FROM sqlite_sequence WHERE name = 'new_Two';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Two', seq FROM sqlite_sequence WHERE name = 'Two';
DROP TABLE "Two";
ALTER TABLE "new_Two" RENAME TO "Two";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- RebuildTable One
-- - drop the column first
-- - add the column second
-- ! long lock: every row of One is copied
-- ! loses data: the values of One.first
--   SELECT count(*) FROM "One" WHERE "first" IS NOT NULL
-- ! breaks running code: One.first is gone
-- ! breaks running code: code that leaves One.second out
-- Write a value, or an expression over the old row, in place of each ketch_fill_in;
-- then run `ketch migrate rehash`
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of One that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'One' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of One that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'One' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('One') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('One')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('One') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'One' COLLATE NOCASE;
CREATE TABLE "new_One" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "second" INTEGER NOT NULL
);
INSERT INTO "new_One" ("id", "second")
    SELECT "id", ketch_fill_in FROM "One";
DELETE FROM sqlite_sequence WHERE name = 'new_One';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_One', seq FROM sqlite_sequence WHERE name = 'One';
DROP TABLE "One";
ALTER TABLE "new_One" RENAME TO "One";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- nothing: what is gone cannot come back: the values of Two.second
