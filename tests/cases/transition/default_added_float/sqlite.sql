-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- RebuildTable Item
-- - change the column value: another default
-- ! long lock: every row of Item is copied
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Item that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Item' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Item that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Item' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Item') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Item')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Item') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Item' COLLATE NOCASE;
CREATE TABLE "new_Item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "value" REAL NOT NULL DEFAULT 1.5
);
INSERT INTO "new_Item" ("id", "value")
    SELECT "id", "value" FROM "Item";
DELETE FROM sqlite_sequence WHERE name = 'new_Item';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Item', seq FROM sqlite_sequence WHERE name = 'Item';
DROP TABLE "Item";
ALTER TABLE "new_Item" RENAME TO "Item";
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

-- RebuildTable Item
-- - change the column value: no default
-- ! long lock: every row of Item is copied
-- ! breaks running code: code that leaves Item.value out
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Item that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Item' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Item that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Item' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Item') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Item')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Item') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Item' COLLATE NOCASE;
CREATE TABLE "new_Item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "value" REAL NOT NULL
);
INSERT INTO "new_Item" ("id", "value")
    SELECT "id", "value" FROM "Item";
DELETE FROM sqlite_sequence WHERE name = 'new_Item';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Item', seq FROM sqlite_sequence WHERE name = 'Item';
DROP TABLE "Item";
ALTER TABLE "new_Item" RENAME TO "Item";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
