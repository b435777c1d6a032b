-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- CreateTable Status
CREATE TABLE "Status" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL
);

-- RebuildTable Task
-- - change the column status: takes other values
-- ! long lock: every row of Task is copied
-- ! breaks running code: Task.status has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Task that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Task' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Task that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Task' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Task') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Task')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Task') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Task' COLLATE NOCASE;
CREATE TABLE "new_Task" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "status" TEXT NOT NULL DEFAULT 'OPEN'
);
INSERT INTO "new_Task" ("id", "status")
    SELECT "id", "status" FROM "Task";
DELETE FROM sqlite_sequence WHERE name = 'new_Task';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Task', seq FROM sqlite_sequence WHERE name = 'Task';
DROP TABLE "Task";
ALTER TABLE "new_Task" RENAME TO "Task";
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

-- DropTable Status
-- ! loses data: every row of Status
--   SELECT count(*) FROM "Status"
-- ! breaks running code: Status is gone
DROP TABLE "Status";

-- RebuildTable Task
-- - change the column status: takes other values
-- ! long lock: every row of Task is copied
-- ! may fail: values of Task.status that the new type does not hold
--   SELECT * FROM "Task" WHERE "status" NOT IN ('OPEN', 'DONE')
-- ! breaks running code: Task.status has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of status that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "Task" WHERE "status" NOT IN ('OPEN', 'DONE');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Task that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Task' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Task that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Task' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Task') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Task')) > 0
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Task') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Task' COLLATE NOCASE;
CREATE TABLE "new_Task" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "status" TEXT NOT NULL DEFAULT 'OPEN'
);
INSERT INTO "new_Task" ("id", "status")
    SELECT "id", "status" FROM "Task";
DELETE FROM sqlite_sequence WHERE name = 'new_Task';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_Task', seq FROM sqlite_sequence WHERE name = 'Task';
DROP TABLE "Task";
ALTER TABLE "new_Task" RENAME TO "Task";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
