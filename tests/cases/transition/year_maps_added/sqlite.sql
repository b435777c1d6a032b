-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable User
-- - User is now users
-- ! breaks running code: User is gone under that name
ALTER TABLE "User" RENAME TO "users";

-- RenameTable Tag
-- - Tag is now tags
-- ! breaks running code: Tag is gone under that name
ALTER TABLE "Tag" RENAME TO "tags";

-- RenameColumn users.firstName
-- - firstName is now first_name
-- ! breaks running code: users.firstName is gone under that name
ALTER TABLE "users" RENAME COLUMN "firstName" TO "first_name";

-- RenameColumn users.bossId
-- - bossId is now boss_id
-- ! breaks running code: users.bossId is gone under that name
ALTER TABLE "users" RENAME COLUMN "bossId" TO "boss_id";

-- RebuildTable users
-- - drop the foreign key User_bossId_fkey
-- - add the foreign key users_boss_id_fkey
-- ! long lock: every row of users is copied
-- ! long lock: every row of users is checked
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of users that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'users' COLLATE NOCASE AND name NOT IN ('User_firstName_bossId_key');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of users that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'users' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('users') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('users')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('users') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'users' COLLATE NOCASE;
CREATE TABLE "new_users" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "first_name" TEXT NOT NULL,
    "boss_id" INTEGER,

    CONSTRAINT "users_boss_id_fkey" FOREIGN KEY ("boss_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_users" ("id", "first_name", "boss_id")
    SELECT "id", "first_name", "boss_id" FROM "users";
DELETE FROM sqlite_sequence WHERE name = 'new_users';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_users', seq FROM sqlite_sequence WHERE name = 'users';
DROP TABLE "users";
ALTER TABLE "new_users" RENAME TO "users";
CREATE UNIQUE INDEX "users_first_name_boss_id_key" ON "users"("first_name", "boss_id");
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

-- RenameTable users
-- - users is now User
-- ! breaks running code: users is gone under that name
ALTER TABLE "users" RENAME TO "User";

-- RenameTable tags
-- - tags is now Tag
-- ! breaks running code: tags is gone under that name
ALTER TABLE "tags" RENAME TO "Tag";

-- RenameColumn User.first_name
-- - first_name is now firstName
-- ! breaks running code: User.first_name is gone under that name
ALTER TABLE "User" RENAME COLUMN "first_name" TO "firstName";

-- RenameColumn User.boss_id
-- - boss_id is now bossId
-- ! breaks running code: User.boss_id is gone under that name
ALTER TABLE "User" RENAME COLUMN "boss_id" TO "bossId";

-- RebuildTable User
-- - drop the foreign key users_boss_id_fkey
-- - add the foreign key User_bossId_fkey
-- ! long lock: every row of User is copied
-- ! long lock: every row of User is checked
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of User that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'User' COLLATE NOCASE AND name NOT IN ('users_first_name_boss_id_key');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of User that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'User' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('User') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('User')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('User') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'User' COLLATE NOCASE;
CREATE TABLE "new_User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "firstName" TEXT NOT NULL,
    "bossId" INTEGER,

    CONSTRAINT "User_bossId_fkey" FOREIGN KEY ("bossId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_User" ("id", "firstName", "bossId")
    SELECT "id", "firstName", "bossId" FROM "User";
DELETE FROM sqlite_sequence WHERE name = 'new_User';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_User', seq FROM sqlite_sequence WHERE name = 'User';
DROP TABLE "User";
ALTER TABLE "new_User" RENAME TO "User";
CREATE UNIQUE INDEX "User_firstName_bossId_key" ON "User"("firstName", "bossId");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
