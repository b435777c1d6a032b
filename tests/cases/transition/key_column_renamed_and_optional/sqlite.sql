-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.part
-- - part is now place
-- ! breaks running code: Item.part is gone under that name
ALTER TABLE "Item" RENAME COLUMN "part" TO "place";

-- RebuildTable Item
-- - drop the primary key (id, place)
-- - change the column id: counts up
-- - change the column place: optional
-- - add the column name
-- - add the primary key (id)
-- ! long lock: every row of Item is copied
-- ! breaks running code: code that expects Item.place in every row
-- ! breaks running code: code that leaves Item.name out
-- ! may fail: rows without a key of their own
--   SELECT "id", count(*) FROM "Item" GROUP BY "id" HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
-- Write a value, or an expression over the old row, in place of each ketch_fill_in;
-- then run `ketch migrate rehash`
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
    "place" INTEGER,
    "name" TEXT NOT NULL
);
INSERT INTO "new_Item" ("id", "place", "name")
    SELECT "id", "place", ketch_fill_in FROM "Item";
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

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.place
-- - place is now part
-- ! breaks running code: Item.place is gone under that name
ALTER TABLE "Item" RENAME COLUMN "place" TO "part";

-- RebuildTable Item
-- - drop the primary key (id)
-- - drop the column name
-- - change the column id: counts up no more
-- - change the column part: required
-- - add the primary key (id, part)
-- ! long lock: every row of Item is copied
-- ! loses data: the values of Item.name
--   SELECT count(*) FROM "Item" WHERE "name" IS NOT NULL
-- ! breaks running code: Item.name is gone
-- ! breaks running code: code that leaves Item.id out
-- ! may fail: rows without Item.part
--   SELECT * FROM "Item" WHERE "place" IS NULL
-- ! breaks running code: code that leaves Item.part out
-- ! may fail: rows without a key of their own
--   SELECT "id", "place", count(*) FROM "Item" GROUP BY "id", "place" HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
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
    "id" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,

    PRIMARY KEY ("id", "part")
);
INSERT INTO "new_Item" ("id", "part")
    SELECT "id", "part" FROM "Item";
DROP TABLE "Item";
ALTER TABLE "new_Item" RENAME TO "Item";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
