-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropView Names
DROP VIEW "Names";

-- RebuildTable item
-- - change the column size: required
-- ! long lock: every row of item is copied
-- ! may fail: rows without item.size
--   SELECT * FROM "item" WHERE "size" IS NULL
-- ! breaks running code: code that leaves item.size out
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of item that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'item' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of item that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'item' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('item') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('item')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('item') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'item' COLLATE NOCASE;
CREATE TABLE "new_item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL
);
INSERT INTO "new_item" ("id", "name", "size")
    SELECT "id", "name", "size" FROM "item";
DELETE FROM sqlite_sequence WHERE name = 'new_item';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_item', seq FROM sqlite_sequence WHERE name = 'item';
DROP TABLE "item";
ALTER TABLE "new_item" RENAME TO "item";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from item;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropView Names
DROP VIEW "Names";

-- RebuildTable item
-- - change the column size: optional
-- ! long lock: every row of item is copied
-- ! breaks running code: code that expects item.size in every row
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of item that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'item' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of item that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'item' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('item') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('item')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('item') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'item' COLLATE NOCASE;
CREATE TABLE "new_item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "size" INTEGER
);
INSERT INTO "new_item" ("id", "name", "size")
    SELECT "id", "name", "size" FROM "item";
DELETE FROM sqlite_sequence WHERE name = 'new_item';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_item', seq FROM sqlite_sequence WHERE name = 'item';
DROP TABLE "item";
ALTER TABLE "new_item" RENAME TO "item";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from item;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
