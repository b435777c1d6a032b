-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropView chosen
DROP VIEW "chosen";

-- DropView labels
DROP VIEW "labels";

-- RebuildTable item
-- - change the column size: from INTEGER to BIGINT
-- ! long lock: every row of item is copied
-- ! breaks running code: item.size has another type
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
    "size" BIGINT NOT NULL
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

-- CreateView labels
CREATE VIEW "labels" AS
select id, name from item where size > 0;

-- CreateView chosen
CREATE VIEW "chosen" AS
select id, name from labels where id > 0;

-- CreateView few
CREATE VIEW "few" AS
select id, name from chosen where id > 1;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropView few
-- ! breaks running code: few is gone
DROP VIEW "few";

-- DropView chosen
DROP VIEW "chosen";

-- DropView labels
DROP VIEW "labels";

-- RebuildTable item
-- - change the column size: from BIGINT to INTEGER
-- ! long lock: every row of item is copied
-- ! may fail: values of item.size that the new type does not hold
--   SELECT * FROM "item" WHERE "size" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: item.size has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of size that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "item" WHERE "size" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
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

-- CreateView labels
CREATE VIEW "labels" AS
select id, name from item;

-- CreateView chosen
CREATE VIEW "chosen" AS
select id, name from labels where id > 0;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
