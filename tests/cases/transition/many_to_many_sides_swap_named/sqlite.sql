-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Post
-- - Post is now Zine
-- ! breaks running code: Post is gone under that name
ALTER TABLE "Post" RENAME TO "Zine";

-- RenameColumn _topics.A
-- - A is now _ketch_renaming
-- ! breaks running code: _topics.A is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "A" TO "_ketch_renaming";

-- RenameColumn _topics.B
-- - B is now A
-- ! breaks running code: _topics.B is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "B" TO "A";

-- RenameColumn _topics._ketch_renaming
-- - _ketch_renaming is now B
-- ! breaks running code: _topics._ketch_renaming is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "_ketch_renaming" TO "B";

-- RebuildTable _topics
-- - add the index _topics_AB_unique
-- - add the index _topics_B_index
-- - drop the foreign key _topics_A_fkey
-- - drop the foreign key _topics_B_fkey
-- - add the foreign key _topics_A_fkey
-- - add the foreign key _topics_B_fkey
-- ! long lock: every row of _topics is copied
-- ! long lock: every row of _topics is checked
-- ! long lock: every row of _topics is checked
-- ! may fail: rows that _topics_AB_unique does not tell apart
--   SELECT "B", "A", count(*) FROM "_topics" WHERE "B" IS NOT NULL AND "A" IS NOT NULL GROUP BY "B", "A" HAVING count(*) > 1
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of _topics that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '_topics' COLLATE NOCASE AND name NOT IN ('_topics_AB_unique', '_topics_B_index');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of _topics that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_topics' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('_topics') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('_topics')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('_topics') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '_topics' COLLATE NOCASE;
CREATE TABLE "new__topics" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_topics_A_fkey" FOREIGN KEY ("A") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_topics_B_fkey" FOREIGN KEY ("B") REFERENCES "Zine"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new__topics" ("A", "B")
    SELECT "A", "B" FROM "_topics";
DROP TABLE "_topics";
ALTER TABLE "new__topics" RENAME TO "_topics";
CREATE UNIQUE INDEX "_topics_AB_unique" ON "_topics"("A", "B");
CREATE INDEX "_topics_B_index" ON "_topics"("B");
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

-- RenameTable Zine
-- - Zine is now Post
-- ! breaks running code: Zine is gone under that name
ALTER TABLE "Zine" RENAME TO "Post";

-- RenameColumn _topics.B
-- - B is now _ketch_renaming
-- ! breaks running code: _topics.B is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "B" TO "_ketch_renaming";

-- RenameColumn _topics.A
-- - A is now B
-- ! breaks running code: _topics.A is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "A" TO "B";

-- RenameColumn _topics._ketch_renaming
-- - _ketch_renaming is now A
-- ! breaks running code: _topics._ketch_renaming is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "_ketch_renaming" TO "A";

-- RebuildTable _topics
-- - add the index _topics_AB_unique
-- - add the index _topics_B_index
-- - drop the foreign key _topics_A_fkey
-- - drop the foreign key _topics_B_fkey
-- - add the foreign key _topics_A_fkey
-- - add the foreign key _topics_B_fkey
-- ! long lock: every row of _topics is copied
-- ! long lock: every row of _topics is checked
-- ! long lock: every row of _topics is checked
-- ! may fail: rows that _topics_AB_unique does not tell apart
--   SELECT "B", "A", count(*) FROM "_topics" WHERE "B" IS NOT NULL AND "A" IS NOT NULL GROUP BY "B", "A" HAVING count(*) > 1
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of _topics that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '_topics' COLLATE NOCASE AND name NOT IN ('_topics_AB_unique', '_topics_B_index');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of _topics that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_topics' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('_topics') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('_topics')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('_topics') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '_topics' COLLATE NOCASE;
CREATE TABLE "new__topics" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_topics_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_topics_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new__topics" ("A", "B")
    SELECT "A", "B" FROM "_topics";
DROP TABLE "_topics";
ALTER TABLE "new__topics" RENAME TO "_topics";
CREATE UNIQUE INDEX "_topics_AB_unique" ON "_topics"("A", "B");
CREATE INDEX "_topics_B_index" ON "_topics"("B");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
