-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropIndex ib of Two
DROP INDEX "ib";

-- RebuildTable One
-- - change the column x: from INTEGER to TEXT
-- - add the index ib
-- ! long lock: every row of One is copied
-- ! breaks running code: One.x has another type
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
    "x" TEXT
);
INSERT INTO "new_One" ("id", "x")
    SELECT "id", CAST("x" AS TEXT) FROM "One";
DELETE FROM sqlite_sequence WHERE name = 'new_One';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_One', seq FROM sqlite_sequence WHERE name = 'One';
DROP TABLE "One";
ALTER TABLE "new_One" RENAME TO "One";
CREATE INDEX "ib" ON "One"("x");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- RebuildTable Two
-- - change the column y: from INTEGER to TEXT
-- ! long lock: every row of Two is copied
-- ! breaks running code: Two.y has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Two that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Two' COLLATE NOCASE AND name NOT IN ('ib');
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
    "y" TEXT
);
INSERT INTO "new_Two" ("id", "y")
    SELECT "id", CAST("y" AS TEXT) FROM "Two";
DELETE FROM sqlite_sequence WHERE name = 'new_Two';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Two', seq FROM sqlite_sequence WHERE name = 'Two';
DROP TABLE "Two";
ALTER TABLE "new_Two" RENAME TO "Two";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- nothing: going back would lose the spelling of the text in One.x
