-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropView Names
DROP VIEW "Names";

-- ReplaceValues users.role
-- - USER is now MEMBER
-- ! breaks running code: users.role holds new values
UPDATE "users" SET "role" = CASE "role" WHEN 'USER' THEN 'MEMBER' END WHERE "role" IN ('USER');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable users
-- - users is now accounts
-- ! breaks running code: users is gone under that name
ALTER TABLE "users" RENAME TO "accounts";

-- RenameColumn _likes.A
-- - A is now _ketch_renaming
-- ! breaks running code: _likes.A is gone under that name
ALTER TABLE "_likes" RENAME COLUMN "A" TO "_ketch_renaming";

-- RenameColumn _likes.B
-- - B is now A
-- ! breaks running code: _likes.B is gone under that name
ALTER TABLE "_likes" RENAME COLUMN "B" TO "A";

-- RenameColumn _likes._ketch_renaming
-- - _ketch_renaming is now B
-- ! breaks running code: _likes._ketch_renaming is gone under that name
ALTER TABLE "_likes" RENAME COLUMN "_ketch_renaming" TO "B";

-- RenameColumn accounts.role
-- - role is now rank
-- ! breaks running code: accounts.role is gone under that name
ALTER TABLE "accounts" RENAME COLUMN "role" TO "rank";

-- RenameColumn accounts.bossId
-- - bossId is now leadId
-- ! breaks running code: accounts.bossId is gone under that name
ALTER TABLE "accounts" RENAME COLUMN "bossId" TO "leadId";

-- RenameColumn posts.authorId
-- - authorId is now ownerId
-- ! breaks running code: posts.authorId is gone under that name
ALTER TABLE "posts" RENAME COLUMN "authorId" TO "ownerId";

-- RebuildTable accounts
-- - change the column id: takes other values
-- - change the column rank: takes other values, another default
-- - change the column leadId: from INTEGER to BIGINT
-- - drop the foreign key users_bossId_fkey
-- - add the foreign key accounts_leadId_fkey
-- ! long lock: every row of accounts is copied
-- ! long lock: every row of accounts is checked
-- ! breaks running code: accounts.id has another type
-- ! breaks running code: accounts.leadId has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of accounts that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'accounts' COLLATE NOCASE AND name NOT IN ('users_name_role_key', 'users_role_idx');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of accounts that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'accounts' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('accounts') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('accounts')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('accounts') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'accounts' COLLATE NOCASE;
CREATE TABLE "new_accounts" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "rank" TEXT NOT NULL DEFAULT 'MEMBER',
    "leadId" BIGINT,

    CONSTRAINT "named" CHECK (name <> ''),
    CONSTRAINT "accounts_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_accounts" ("id", "name", "rank", "leadId")
    SELECT "id", "name", "rank", "leadId" FROM "accounts";
DELETE FROM sqlite_sequence WHERE name = 'new_accounts';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_accounts', seq FROM sqlite_sequence WHERE name = 'accounts';
DROP TABLE "accounts";
ALTER TABLE "new_accounts" RENAME TO "accounts";
CREATE UNIQUE INDEX "accounts_name_rank_key" ON "accounts"("name", "rank");
CREATE INDEX "accounts_rank_idx" ON "accounts"("rank");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- RebuildTable posts
-- - change the column id: takes other values
-- - change the column ownerId: from INTEGER to BIGINT
-- - drop the foreign key posts_authorId_fkey
-- - add the foreign key posts_ownerId_fkey
-- ! long lock: every row of posts is copied
-- ! long lock: every row of posts is checked
-- ! breaks running code: posts.id has another type
-- ! breaks running code: posts.ownerId has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of posts that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'posts' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of posts that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'posts' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('posts') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('posts')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('posts') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'posts' COLLATE NOCASE;
CREATE TABLE "new_posts" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "ownerId" BIGINT NOT NULL,

    CONSTRAINT "posts_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_posts" ("id", "ownerId")
    SELECT "id", "ownerId" FROM "posts";
DELETE FROM sqlite_sequence WHERE name = 'new_posts';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_posts', seq FROM sqlite_sequence WHERE name = 'posts';
DROP TABLE "posts";
ALTER TABLE "new_posts" RENAME TO "posts";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- RebuildTable _likes
-- - change the column A: from INTEGER to BIGINT
-- - change the column B: from INTEGER to BIGINT
-- - add the index _likes_AB_unique
-- - add the index _likes_B_index
-- - drop the foreign key _likes_A_fkey
-- - drop the foreign key _likes_B_fkey
-- - add the foreign key _likes_A_fkey
-- - add the foreign key _likes_B_fkey
-- ! long lock: every row of _likes is copied
-- ! long lock: every row of _likes is checked
-- ! long lock: every row of _likes is checked
-- ! breaks running code: _likes.A has another type
-- ! breaks running code: _likes.B has another type
-- ! may fail: rows that _likes_AB_unique does not tell apart
--   SELECT "B", "A", count(*) FROM "_likes" WHERE "B" IS NOT NULL AND "A" IS NOT NULL GROUP BY "B", "A" HAVING count(*) > 1
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of _likes that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '_likes' COLLATE NOCASE AND name NOT IN ('_likes_AB_unique', '_likes_B_index');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of _likes that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_likes' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('_likes') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('_likes')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('_likes') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '_likes' COLLATE NOCASE;
CREATE TABLE "new__likes" (
    "A" BIGINT NOT NULL,
    "B" BIGINT NOT NULL,

    CONSTRAINT "_likes_A_fkey" FOREIGN KEY ("A") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_likes_B_fkey" FOREIGN KEY ("B") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new__likes" ("A", "B")
    SELECT "A", "B" FROM "_likes";
DROP TABLE "_likes";
ALTER TABLE "new__likes" RENAME TO "_likes";
CREATE UNIQUE INDEX "_likes_AB_unique" ON "_likes"("A", "B");
CREATE INDEX "_likes_B_index" ON "_likes"("B");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from accounts;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropView Names
DROP VIEW "Names";

-- ReplaceValues accounts.rank
-- - MEMBER is now USER
-- ! breaks running code: accounts.rank holds new values
UPDATE "accounts" SET "rank" = CASE "rank" WHEN 'MEMBER' THEN 'USER' END WHERE "rank" IN ('MEMBER');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable accounts
-- - accounts is now users
-- ! breaks running code: accounts is gone under that name
ALTER TABLE "accounts" RENAME TO "users";

-- RenameColumn _likes.B
-- - B is now _ketch_renaming
-- ! breaks running code: _likes.B is gone under that name
ALTER TABLE "_likes" RENAME COLUMN "B" TO "_ketch_renaming";

-- RenameColumn _likes.A
-- - A is now B
-- ! breaks running code: _likes.A is gone under that name
ALTER TABLE "_likes" RENAME COLUMN "A" TO "B";

-- RenameColumn _likes._ketch_renaming
-- - _ketch_renaming is now A
-- ! breaks running code: _likes._ketch_renaming is gone under that name
ALTER TABLE "_likes" RENAME COLUMN "_ketch_renaming" TO "A";

-- RenameColumn posts.ownerId
-- - ownerId is now authorId
-- ! breaks running code: posts.ownerId is gone under that name
ALTER TABLE "posts" RENAME COLUMN "ownerId" TO "authorId";

-- RenameColumn users.rank
-- - rank is now role
-- ! breaks running code: users.rank is gone under that name
ALTER TABLE "users" RENAME COLUMN "rank" TO "role";

-- RenameColumn users.leadId
-- - leadId is now bossId
-- ! breaks running code: users.leadId is gone under that name
ALTER TABLE "users" RENAME COLUMN "leadId" TO "bossId";

-- RebuildTable users
-- - change the column id: takes other values
-- - change the column role: takes other values, another default
-- - change the column bossId: from BIGINT to INTEGER
-- - drop the foreign key accounts_leadId_fkey
-- - add the foreign key users_bossId_fkey
-- ! long lock: every row of users is copied
-- ! long lock: every row of users is checked
-- ! may fail: values of users.id that the new type does not hold
--   SELECT * FROM "accounts" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: users.id has another type
-- ! may fail: values of users.role that the new type does not hold
--   SELECT * FROM "accounts" WHERE "rank" IN ('OWNER')
-- ! breaks running code: OWNER is no value of users.role any more
-- ! may fail: values of users.bossId that the new type does not hold
--   SELECT * FROM "accounts" WHERE "leadId" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: users.bossId has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of id that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "users" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of role that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "users" WHERE "role" IN ('OWNER');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of bossId that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "users" WHERE "bossId" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of users that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'users' COLLATE NOCASE AND name NOT IN ('accounts_name_rank_key', 'accounts_rank_idx');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of users that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'users' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('users') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('users')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('users') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'users' COLLATE NOCASE;
CREATE TABLE "new_users" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'USER',
    "bossId" INTEGER,

    CONSTRAINT "named" CHECK (name <> ''),
    CONSTRAINT "users_bossId_fkey" FOREIGN KEY ("bossId") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_users" ("id", "name", "role", "bossId")
    SELECT "id", "name", "role", "bossId" FROM "users";
DELETE FROM sqlite_sequence WHERE name = 'new_users';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_users', seq FROM sqlite_sequence WHERE name = 'users';
DROP TABLE "users";
ALTER TABLE "new_users" RENAME TO "users";
CREATE UNIQUE INDEX "users_name_role_key" ON "users"("name", "role");
CREATE INDEX "users_role_idx" ON "users"("role");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- RebuildTable posts
-- - change the column id: takes other values
-- - change the column authorId: from BIGINT to INTEGER
-- - drop the foreign key posts_ownerId_fkey
-- - add the foreign key posts_authorId_fkey
-- ! long lock: every row of posts is copied
-- ! long lock: every row of posts is checked
-- ! may fail: values of posts.id that the new type does not hold
--   SELECT * FROM "posts" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: posts.id has another type
-- ! may fail: values of posts.authorId that the new type does not hold
--   SELECT * FROM "posts" WHERE "ownerId" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: posts.authorId has another type
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of id that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "posts" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of authorId that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "posts" WHERE "authorId" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of posts that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'posts' COLLATE NOCASE;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of posts that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'posts' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('posts') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('posts')) > 1
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('posts') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'posts' COLLATE NOCASE;
CREATE TABLE "new_posts" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "authorId" INTEGER NOT NULL,

    CONSTRAINT "posts_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_posts" ("id", "authorId")
    SELECT "id", "authorId" FROM "posts";
DELETE FROM sqlite_sequence WHERE name = 'new_posts';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_posts', seq FROM sqlite_sequence WHERE name = 'posts';
DROP TABLE "posts";
ALTER TABLE "new_posts" RENAME TO "posts";
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- RebuildTable _likes
-- - change the column A: from BIGINT to INTEGER
-- - change the column B: from BIGINT to INTEGER
-- - add the index _likes_AB_unique
-- - add the index _likes_B_index
-- - drop the foreign key _likes_A_fkey
-- - drop the foreign key _likes_B_fkey
-- - add the foreign key _likes_A_fkey
-- - add the foreign key _likes_B_fkey
-- ! long lock: every row of _likes is copied
-- ! long lock: every row of _likes is checked
-- ! long lock: every row of _likes is checked
-- ! may fail: values of _likes.A that the new type does not hold
--   SELECT * FROM "_likes" WHERE "B" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: _likes.A has another type
-- ! may fail: values of _likes.B that the new type does not hold
--   SELECT * FROM "_likes" WHERE "A" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: _likes.B has another type
-- ! may fail: rows that _likes_AB_unique does not tell apart
--   SELECT "B", "A", count(*) FROM "_likes" WHERE "B" IS NOT NULL AND "A" IS NOT NULL GROUP BY "B", "A" HAVING count(*) > 1
PRAGMA legacy_alter_table = ON;
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of A that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "_likes" WHERE "A" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "values of B that do not convert" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM "_likes" WHERE "B" NOT BETWEEN -2147483648 AND 2147483647;
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "indexes of _likes that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '_likes' COLLATE NOCASE AND name NOT IN ('_likes_AB_unique', '_likes_B_index');
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_guard" ("count" INTEGER CONSTRAINT "checks, keys and more of _likes that the schema does not know" CHECK ("count" = 0));
INSERT INTO "_ketch_guard" SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_likes' COLLATE NOCASE
    AND (upper(sql) GLOB '*[^A-Z0-9_''"`]CHECK[^A-Z0-9_''"`]*'
    OR upper(sql) GLOB '*[^A-Z0-9_''"`]COLLATE[^A-Z0-9_''"`]*'
    OR (SELECT count(*) FROM pragma_index_list('_likes') WHERE origin = 'u') > 0
    OR (SELECT count(DISTINCT id) FROM pragma_foreign_key_list('_likes')) > 2
    OR EXISTS (SELECT 1 FROM pragma_table_xinfo('_likes') WHERE hidden > 1));
DROP TABLE "_ketch_guard";
CREATE TEMP TABLE "_ketch_triggers" AS SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '_likes' COLLATE NOCASE;
CREATE TABLE "new__likes" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_likes_A_fkey" FOREIGN KEY ("A") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_likes_B_fkey" FOREIGN KEY ("B") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new__likes" ("A", "B")
    SELECT "A", "B" FROM "_likes";
DROP TABLE "_likes";
ALTER TABLE "new__likes" RENAME TO "_likes";
CREATE UNIQUE INDEX "_likes_AB_unique" ON "_likes"("A", "B");
CREATE INDEX "_likes_B_index" ON "_likes"("B");
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) SELECT type, name, tbl_name, 0, sql FROM "_ketch_triggers";
PRAGMA writable_schema = RESET;
DROP TABLE "_ketch_triggers";
PRAGMA legacy_alter_table = OFF;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from users;

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
