-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable _follows
-- - _follows is now Follow
-- ! breaks running code: _follows is gone under that name
ALTER TABLE "_follows" RENAME TO "Follow";

-- RenameColumn Follow.A
-- - A is now fromId
-- ! breaks running code: Follow.A is gone under that name
ALTER TABLE "Follow" RENAME COLUMN "A" TO "fromId";

-- RenameColumn Follow.B
-- - B is now toId
-- ! breaks running code: Follow.B is gone under that name
ALTER TABLE "Follow" RENAME COLUMN "B" TO "toId";

-- RebuildTable Follow
-- - add the primary key (fromId, toId)
-- - drop the foreign key _follows_A_fkey
-- - drop the foreign key _follows_B_fkey
-- - add the foreign key Follow_fromId_fkey
-- - add the foreign key Follow_toId_fkey
-- ! long lock: every row of Follow is copied
-- ! long lock: every row of Follow is checked
-- ! long lock: every row of Follow is checked
-- ! may fail: rows without a key of their own
--   SELECT "A", "B", count(*) FROM "_follows" GROUP BY "A", "B" HAVING count(*) > 1
-- ! long lock: Follow is locked while the key is built
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of Follow that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'Follow' COLLATE NOCASE AND name NOT IN ('_follows_AB_unique', '_follows_B_index');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of Follow that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'Follow' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('Follow') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('Follow')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('Follow') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Follow' COLLATE NOCASE;
CREATE TABLE "new_Follow" (
    "fromId" INTEGER NOT NULL,
    "toId" INTEGER NOT NULL,

    PRIMARY KEY ("fromId", "toId"),
    CONSTRAINT "Follow_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Follow_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Follow" ("fromId", "toId")
    SELECT "fromId", "toId" FROM "Follow";
DROP TABLE "Follow";
ALTER TABLE "new_Follow" RENAME TO "Follow";
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

-- RenameTable Follow
-- - Follow is now _follows
-- ! breaks running code: Follow is gone under that name
ALTER TABLE "Follow" RENAME TO "_follows";

-- RenameColumn _follows.fromId
-- - fromId is now A
-- ! breaks running code: _follows.fromId is gone under that name
ALTER TABLE "_follows" RENAME COLUMN "fromId" TO "A";

-- RenameColumn _follows.toId
-- - toId is now B
-- ! breaks running code: _follows.toId is gone under that name
ALTER TABLE "_follows" RENAME COLUMN "toId" TO "B";

-- RebuildTable _follows
-- - drop the primary key (A, B)
-- - add the index _follows_AB_unique
-- - add the index _follows_B_index
-- - drop the foreign key Follow_fromId_fkey
-- - drop the foreign key Follow_toId_fkey
-- - add the foreign key _follows_A_fkey
-- - add the foreign key _follows_B_fkey
-- ! long lock: every row of _follows is copied
-- ! long lock: every row of _follows is checked
-- ! long lock: every row of _follows is checked
-- ! may fail: rows that _follows_AB_unique does not tell apart
--   SELECT "fromId", "toId", count(*) FROM "Follow" WHERE "fromId" IS NOT NULL AND "toId" IS NOT NULL GROUP BY "fromId", "toId" HAVING count(*) > 1
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of _follows that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '_follows' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of _follows that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_follows' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('_follows') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('_follows')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('_follows') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '_follows' COLLATE NOCASE;
CREATE TABLE "new__follows" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_follows_A_fkey" FOREIGN KEY ("A") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_follows_B_fkey" FOREIGN KEY ("B") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new__follows" ("A", "B")
    SELECT "A", "B" FROM "_follows";
DROP TABLE "_follows";
ALTER TABLE "new__follows" RENAME TO "_follows";
CREATE UNIQUE INDEX "_follows_AB_unique" ON "_follows"("A", "B");
CREATE INDEX "_follows_B_index" ON "_follows"("B");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
