-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Thing";

-- RenameColumn Thing.name
-- - name is now label
-- ! breaks running code: Thing.name is gone under that name
ALTER TABLE "Thing" RENAME COLUMN "name" TO "label";

-- RenameColumn Thing.size
-- - size is now length
-- ! breaks running code: Thing.size is gone under that name
ALTER TABLE "Thing" RENAME COLUMN "size" TO "length";

-- RebuildTable Thing
-- - add the column weight
-- - add the index Thing_label_length_key
-- - add the check large
-- ! long lock: every row of Thing is copied
-- ! may fail: rows that Thing_label_length_key does not tell apart
--   SELECT "name", "size", count(*) FROM "Item" WHERE "name" IS NOT NULL AND "size" IS NOT NULL GROUP BY "name", "size" HAVING count(*) > 1
-- ! may fail: rows that break large
--   SELECT * FROM (SELECT "id", "name" AS "label", "size" AS "length" FROM "Item") "Thing" WHERE NOT (length > 0 and label <> 'x')
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Thing that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Thing' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Thing that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Thing' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Thing') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Thing')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Thing') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Thing' COLLATE NOCASE;
CREATE TABLE "new_Thing" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "label" TEXT NOT NULL,
    "length" INTEGER NOT NULL,
    "weight" INTEGER NOT NULL DEFAULT 3,

    CONSTRAINT "large" CHECK (length > 0 and label <> 'x')
);
INSERT INTO "new_Thing" ("id", "label", "length")
    SELECT "id", "label", "length" FROM "Thing";
DELETE FROM sqlite_sequence WHERE name = 'new_Thing';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Thing', seq FROM sqlite_sequence WHERE name = 'Thing';
DROP TABLE "Thing";
ALTER TABLE "new_Thing" RENAME TO "Thing";
CREATE UNIQUE INDEX "Thing_label_length_key" ON "Thing"("label", "length");
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

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE "Thing" RENAME TO "Item";

-- RenameColumn Item.label
-- - label is now name
-- ! breaks running code: Item.label is gone under that name
ALTER TABLE "Item" RENAME COLUMN "label" TO "name";

-- RenameColumn Item.length
-- - length is now size
-- ! breaks running code: Item.length is gone under that name
ALTER TABLE "Item" RENAME COLUMN "length" TO "size";

-- RebuildTable Item
-- - drop the check large
-- - drop the column weight
-- ! long lock: every row of Item is copied
-- ! loses data: the values of Item.weight
--   SELECT count(*) FROM "Thing" WHERE "weight" IS NOT NULL
-- ! breaks running code: Item.weight is gone
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Item that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Item' COLLATE NOCASE AND name NOT IN ('Thing_label_length_key');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Item that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Item' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Item') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Item')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Item') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Item' COLLATE NOCASE;
CREATE TABLE "new_Item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "size" INTEGER NOT NULL
);
INSERT INTO "new_Item" ("id", "name", "size")
    SELECT "id", "name", "size" FROM "Item";
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
