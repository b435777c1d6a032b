-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropIndex first of A
DROP INDEX "first";

-- DropIndex second of B
DROP INDEX "second";

-- RebuildTable A
-- - drop the foreign key to_one
-- - drop the foreign key to_two
-- - add the foreign key to_two
-- - add the foreign key to_one
-- ! long lock: every row of A is copied
-- ! long lock: every row of A is checked
-- ! long lock: every row of A is checked
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of A that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'A' COLLATE NOCASE AND name NOT IN ('first', 'by_rank');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of A that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'A' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('A') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('A')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('A') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'A' COLLATE NOCASE;
CREATE TABLE "new_A" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "one" INTEGER,
    "two" INTEGER,

    CONSTRAINT "to_two" FOREIGN KEY ("one") REFERENCES "B"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "to_one" FOREIGN KEY ("two") REFERENCES "B"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_A" ("id", "code", "rank", "one", "two")
    SELECT "id", "code", "rank", "one", "two" FROM "A";
DELETE FROM sqlite_sequence WHERE name = 'new_A';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_A', seq FROM sqlite_sequence WHERE name = 'A';
DROP TABLE "A";
ALTER TABLE "new_A" RENAME TO "A";
CREATE UNIQUE INDEX "by_rank" ON "A"("code");
CREATE INDEX "second" ON "A"("rank");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- CreateIndex first of B
-- ! may fail: rows that first does not tell apart
--   SELECT "code", count(*) FROM "B" WHERE "code" IS NOT NULL GROUP BY "code" HAVING count(*) > 1
CREATE UNIQUE INDEX "first" ON "B"("code");

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropIndex second of A
DROP INDEX "second";

-- DropIndex first of B
DROP INDEX "first";

-- RebuildTable A
-- - drop the foreign key to_two
-- - drop the foreign key to_one
-- - add the foreign key to_one
-- - add the foreign key to_two
-- ! long lock: every row of A is copied
-- ! long lock: every row of A is checked
-- ! long lock: every row of A is checked
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of A that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'A' COLLATE NOCASE AND name NOT IN ('by_rank', 'second');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of A that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'A' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('A') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('A')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('A') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'A' COLLATE NOCASE;
CREATE TABLE "new_A" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "one" INTEGER,
    "two" INTEGER,

    CONSTRAINT "to_one" FOREIGN KEY ("one") REFERENCES "B"("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "to_two" FOREIGN KEY ("two") REFERENCES "B"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_A" ("id", "code", "rank", "one", "two")
    SELECT "id", "code", "rank", "one", "two" FROM "A";
DELETE FROM sqlite_sequence WHERE name = 'new_A';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_A', seq FROM sqlite_sequence WHERE name = 'A';
DROP TABLE "A";
ALTER TABLE "new_A" RENAME TO "A";
CREATE UNIQUE INDEX "first" ON "A"("code");
CREATE INDEX "by_rank" ON "A"("rank");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- CreateIndex second of B
-- ! may fail: rows that second does not tell apart
--   SELECT "code", count(*) FROM "B" WHERE "code" IS NOT NULL GROUP BY "code" HAVING count(*) > 1
CREATE UNIQUE INDEX "second" ON "B"("code");

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
