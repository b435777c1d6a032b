-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- RebuildTable Order
-- - drop the primary key (shop, no)
-- - change the column shop: from INTEGER to BIGINT
-- - add the column year
-- - add the primary key (year, shop, no)
-- ! long lock: every row of Order is copied
-- ! breaks running code: Order.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT "shop", "no", count(*) FROM "Order" GROUP BY "shop", "no" HAVING count(*) > 1
-- ! long lock: Order is locked while the key is built
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Order that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Order' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Order that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Order' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Order') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Order')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Order') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Order' COLLATE NOCASE;
CREATE TABLE "new_Order" (
    "shop" BIGINT NOT NULL,
    "no" INTEGER NOT NULL,
    "year" INTEGER NOT NULL DEFAULT 2020,

    PRIMARY KEY ("year", "shop", "no")
);
INSERT INTO "new_Order" ("shop", "no")
    SELECT "shop", "no" FROM "Order";
DROP TABLE "Order";
ALTER TABLE "new_Order" RENAME TO "Order";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- RebuildTable Line
-- - drop the primary key (shop, no, place)
-- - change the column shop: from INTEGER to BIGINT
-- - add the column year
-- - add the primary key (year, shop, no, place)
-- - drop the foreign key Line_shop_no_fkey
-- - add the foreign key Line_year_shop_no_fkey
-- ! long lock: every row of Line is copied
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Line" c WHERE c."shop" IS NOT NULL AND c."no" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Order" p WHERE 2020 = 2020 AND p."shop" = c."shop" AND p."no" = c."no")
-- ! long lock: every row of Line is checked
-- ! breaks running code: Line.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT "shop", "no", "place", count(*) FROM "Line" GROUP BY "shop", "no", "place" HAVING count(*) > 1
-- ! long lock: Line is locked while the key is built
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Line that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Line' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Line that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Line' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Line') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Line')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Line') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Line' COLLATE NOCASE;
CREATE TABLE "new_Line" (
    "shop" BIGINT NOT NULL,
    "no" INTEGER NOT NULL,
    "year" INTEGER NOT NULL DEFAULT 2020,
    "place" INTEGER NOT NULL,

    PRIMARY KEY ("year", "shop", "no", "place"),
    CONSTRAINT "Line_year_shop_no_fkey" FOREIGN KEY ("year", "shop", "no") REFERENCES "Order"("year", "shop", "no") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Line" ("shop", "no", "place")
    SELECT "shop", "no", "place" FROM "Line";
DROP TABLE "Line";
ALTER TABLE "new_Line" RENAME TO "Line";
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

-- RebuildTable Order
-- - drop the primary key (year, shop, no)
-- - drop the column year
-- - change the column shop: from BIGINT to INTEGER
-- - add the primary key (shop, no)
-- ! long lock: every row of Order is copied
-- ! loses data: the values of Order.year
--   SELECT count(*) FROM "Order" WHERE "year" IS NOT NULL
-- ! breaks running code: Order.year is gone
-- ! may fail: values of Order.shop that the new type does not hold
--   SELECT * FROM "Order" WHERE "shop" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: Order.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT "shop", "no", count(*) FROM "Order" GROUP BY "shop", "no" HAVING count(*) > 1
-- ! long lock: Order is locked while the key is built
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of shop that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "Order" WHERE "shop" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Order that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Order' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Order that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Order' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Order') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Order')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Order') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Order' COLLATE NOCASE;
CREATE TABLE "new_Order" (
    "shop" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,

    PRIMARY KEY ("shop", "no")
);
INSERT INTO "new_Order" ("shop", "no")
    SELECT "shop", "no" FROM "Order";
DROP TABLE "Order";
ALTER TABLE "new_Order" RENAME TO "Order";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- RebuildTable Line
-- - drop the primary key (year, shop, no, place)
-- - drop the column year
-- - change the column shop: from BIGINT to INTEGER
-- - add the primary key (shop, no, place)
-- - drop the foreign key Line_year_shop_no_fkey
-- - add the foreign key Line_shop_no_fkey
-- ! long lock: every row of Line is copied
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Line" c WHERE c."shop" IS NOT NULL AND c."no" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Order" p WHERE p."shop" = c."shop" AND p."no" = c."no")
-- ! long lock: every row of Line is checked
-- ! loses data: the values of Line.year
--   SELECT count(*) FROM "Line" WHERE "year" IS NOT NULL
-- ! breaks running code: Line.year is gone
-- ! may fail: values of Line.shop that the new type does not hold
--   SELECT * FROM "Line" WHERE "shop" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: Line.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT "shop", "no", "place", count(*) FROM "Line" GROUP BY "shop", "no", "place" HAVING count(*) > 1
-- ! long lock: Line is locked while the key is built
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of shop that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "Line" WHERE "shop" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Line that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Line' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Line that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Line' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Line') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Line')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Line') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Line' COLLATE NOCASE;
CREATE TABLE "new_Line" (
    "shop" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,

    PRIMARY KEY ("shop", "no", "place"),
    CONSTRAINT "Line_shop_no_fkey" FOREIGN KEY ("shop", "no") REFERENCES "Order"("shop", "no") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Line" ("shop", "no", "place")
    SELECT "shop", "no", "place" FROM "Line";
DROP TABLE "Line";
ALTER TABLE "new_Line" RENAME TO "Line";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
