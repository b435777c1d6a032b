-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- ReplaceValues Item.color
-- - RED is now CRIMSON
-- ! breaks running code: Item.color holds new values
UPDATE "Item" SET "color" = CASE "color" WHEN 'RED' THEN 'CRIMSON' END WHERE "color" IN ('RED');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Thing";

-- RenameColumn Part.itemId
-- - itemId is now thingId
-- ! breaks running code: Part.itemId is gone under that name
ALTER TABLE "Part" RENAME COLUMN "itemId" TO "thingId";

-- RebuildTable Thing
-- - change the column id: from INTEGER to BIGINT, counts up no more
-- - change the column color: takes other values, another default
-- ! long lock: every row of Thing is copied
-- ! breaks running code: Thing.id has another type
-- ! breaks running code: code that leaves Thing.id out
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
    "id" BIGINT NOT NULL PRIMARY KEY,
    "color" TEXT NOT NULL DEFAULT 'CRIMSON'
);
INSERT INTO "new_Thing" ("id", "color")
    SELECT "id", "color" FROM "Thing";
DROP TABLE "Thing";
ALTER TABLE "new_Thing" RENAME TO "Thing";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- RebuildTable Part
-- - change the column thingId: from INTEGER to BIGINT
-- - drop the foreign key Part_itemId_fkey
-- - add the foreign key Part_thingId_fkey
-- ! long lock: every row of Part is copied
-- ! long lock: every row of Part is checked
-- ! breaks running code: Part.thingId has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Part that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Part' COLLATE NOCASE AND name NOT IN ('Part_itemId_idx');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Part that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Part' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Part') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Part')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Part') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Part' COLLATE NOCASE;
CREATE TABLE "new_Part" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "thingId" BIGINT NOT NULL,

    CONSTRAINT "Part_thingId_fkey" FOREIGN KEY ("thingId") REFERENCES "Thing"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Part" ("id", "thingId")
    SELECT "id", "thingId" FROM "Part";
DELETE FROM sqlite_sequence WHERE name = 'new_Part';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Part', seq FROM sqlite_sequence WHERE name = 'Part';
DROP TABLE "Part";
ALTER TABLE "new_Part" RENAME TO "Part";
CREATE INDEX "Part_thingId_idx" ON "Part"("thingId");
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

-- ReplaceValues Thing.color
-- - CRIMSON is now RED
-- ! breaks running code: Thing.color holds new values
UPDATE "Thing" SET "color" = CASE "color" WHEN 'CRIMSON' THEN 'RED' END WHERE "color" IN ('CRIMSON');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE "Thing" RENAME TO "Item";

-- RenameColumn Part.thingId
-- - thingId is now itemId
-- ! breaks running code: Part.thingId is gone under that name
ALTER TABLE "Part" RENAME COLUMN "thingId" TO "itemId";

-- RebuildTable Item
-- - change the column id: from BIGINT to INTEGER, counts up
-- - change the column color: takes other values, another default
-- ! long lock: every row of Item is copied
-- ! may fail: values of Item.id that the new type does not hold
--   SELECT * FROM "Thing" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: Item.id has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of id that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "Item" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
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
    "color" TEXT NOT NULL DEFAULT 'RED'
);
INSERT INTO "new_Item" ("id", "color")
    SELECT "id", "color" FROM "Item";
DROP TABLE "Item";
ALTER TABLE "new_Item" RENAME TO "Item";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- RebuildTable Part
-- - change the column itemId: from BIGINT to INTEGER
-- - drop the foreign key Part_thingId_fkey
-- - add the foreign key Part_itemId_fkey
-- ! long lock: every row of Part is copied
-- ! long lock: every row of Part is checked
-- ! may fail: values of Part.itemId that the new type does not hold
--   SELECT * FROM "Part" WHERE "thingId" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: Part.itemId has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of itemId that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "Part" WHERE "itemId" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Part that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Part' COLLATE NOCASE AND name NOT IN ('Part_thingId_idx');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Part that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Part' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Part') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Part')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Part') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Part' COLLATE NOCASE;
CREATE TABLE "new_Part" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "itemId" INTEGER NOT NULL,

    CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Part" ("id", "itemId")
    SELECT "id", "itemId" FROM "Part";
DELETE FROM sqlite_sequence WHERE name = 'new_Part';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Part', seq FROM sqlite_sequence WHERE name = 'Part';
DROP TABLE "Part";
ALTER TABLE "new_Part" RENAME TO "Part";
CREATE INDEX "Part_itemId_idx" ON "Part"("itemId");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
