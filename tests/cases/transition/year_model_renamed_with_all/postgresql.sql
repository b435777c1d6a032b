-- DropView Names
DROP VIEW "Names";

-- RenameEnum Role
-- - Role is now Rank
-- ! breaks running code: Role is gone under that name
ALTER TYPE "Role" RENAME TO "Rank";

-- RenameEnumValue Rank.USER
-- - USER is now MEMBER
-- ! breaks running code: USER is a value no more
ALTER TYPE "Rank" RENAME VALUE 'USER' TO 'MEMBER';

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable users
-- - users is now accounts
-- ! breaks running code: users is gone under that name
ALTER TABLE "users" RENAME TO "accounts";

-- RenameSequence accounts.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "accounts_id_seq"'', pg_get_serial_sequence(''"accounts"'', ''id'')); END';

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

-- DropForeignKey users_bossId_fkey of accounts
ALTER TABLE "accounts" DROP CONSTRAINT "users_bossId_fkey";

-- DropForeignKey posts_authorId_fkey of posts
ALTER TABLE "posts" DROP CONSTRAINT "posts_authorId_fkey";

-- DropForeignKey _likes_B_fkey of _likes
ALTER TABLE "_likes" DROP CONSTRAINT "_likes_B_fkey";

-- DropForeignKey _likes_A_fkey of _likes
ALTER TABLE "_likes" DROP CONSTRAINT "_likes_A_fkey";

-- DropIndex _likes_B_index of _likes
DROP INDEX "_likes_B_index";

-- RenameIndex users_name_role_key of accounts
-- - users_name_role_key is now accounts_name_rank_key
ALTER INDEX "users_name_role_key" RENAME TO "accounts_name_rank_key";

-- RenameIndex users_role_idx of accounts
-- - users_role_idx is now accounts_rank_idx
ALTER INDEX "users_role_idx" RENAME TO "accounts_rank_idx";

-- RenameConstraint users_pkey of accounts
-- - users_pkey is now accounts_pkey
ALTER TABLE "accounts" RENAME CONSTRAINT "users_pkey" TO "accounts_pkey";

-- AddEnumValue Rank.OWNER
ALTER TYPE "Rank" ADD VALUE 'OWNER' AFTER 'ADMIN';

-- AlterTable accounts
-- - change the column id: from INTEGER to BIGINT
-- - change the column leadId: from INTEGER to BIGINT
-- ! long lock: every row of accounts may be written anew
-- ! breaks running code: accounts.id has another type
-- ! breaks running code: accounts.leadId has another type
ALTER TABLE "accounts"
    ALTER COLUMN "id" TYPE BIGINT,
    ALTER COLUMN "leadId" TYPE BIGINT;
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s AS BIGINT'', pg_get_serial_sequence(''"accounts"'', ''id'')); END';

-- AlterTable posts
-- - change the column id: from INTEGER to BIGINT
-- - change the column ownerId: from INTEGER to BIGINT
-- ! long lock: every row of posts may be written anew
-- ! breaks running code: posts.id has another type
-- ! breaks running code: posts.ownerId has another type
ALTER TABLE "posts"
    ALTER COLUMN "id" TYPE BIGINT,
    ALTER COLUMN "ownerId" TYPE BIGINT;
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s AS BIGINT'', pg_get_serial_sequence(''"posts"'', ''id'')); END';

-- AlterTable _likes
-- - drop the primary key (B, A)
-- - change the column A: from INTEGER to BIGINT
-- - change the column B: from INTEGER to BIGINT
-- - add the primary key (A, B)
-- ! long lock: every row of _likes may be written anew
-- ! breaks running code: _likes.A has another type
-- ! breaks running code: _likes.B has another type
-- ! may fail: rows without a key of their own
--   SELECT "B", "A", count(*) FROM "_likes" GROUP BY "B", "A" HAVING count(*) > 1
-- ! long lock: _likes is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "_likes_AB_pkey" ON "_likes"("A", "B");
--   ALTER TABLE "_likes" ADD CONSTRAINT "_likes_AB_pkey" PRIMARY KEY USING INDEX "_likes_AB_pkey";
ALTER TABLE "_likes"
    DROP CONSTRAINT "_likes_AB_pkey",
    ALTER COLUMN "A" TYPE BIGINT,
    ALTER COLUMN "B" TYPE BIGINT,
    ADD CONSTRAINT "_likes_AB_pkey" PRIMARY KEY ("A", "B");

-- CreateIndex _likes_B_index of _likes
-- ! long lock: writes to _likes wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "_likes_B_index" ON "_likes"("B");
CREATE INDEX "_likes_B_index" ON "_likes"("B");

-- AddForeignKey accounts_leadId_fkey of accounts
-- ! long lock: every row of accounts is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "accounts" ADD CONSTRAINT "accounts_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "accounts" VALIDATE CONSTRAINT "accounts_leadId_fkey";
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey posts_ownerId_fkey of posts
-- ! long lock: every row of posts is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "posts" ADD CONSTRAINT "posts_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "posts" VALIDATE CONSTRAINT "posts_ownerId_fkey";
ALTER TABLE "posts" ADD CONSTRAINT "posts_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey _likes_A_fkey of _likes
-- ! long lock: every row of _likes is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "_likes" ADD CONSTRAINT "_likes_A_fkey" FOREIGN KEY ("A") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "_likes" VALIDATE CONSTRAINT "_likes_A_fkey";
ALTER TABLE "_likes" ADD CONSTRAINT "_likes_A_fkey" FOREIGN KEY ("A") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _likes_B_fkey of _likes
-- ! long lock: every row of _likes is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "_likes" ADD CONSTRAINT "_likes_B_fkey" FOREIGN KEY ("B") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "_likes" VALIDATE CONSTRAINT "_likes_B_fkey";
ALTER TABLE "_likes" ADD CONSTRAINT "_likes_B_fkey" FOREIGN KEY ("B") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from accounts;

-- undone by

-- DropView Names
DROP VIEW "Names";

-- RenameEnum Rank
-- - Rank is now Role
-- ! breaks running code: Rank is gone under that name
ALTER TYPE "Rank" RENAME TO "Role";

-- RenameEnumValue Role.MEMBER
-- - MEMBER is now USER
-- ! breaks running code: MEMBER is a value no more
ALTER TYPE "Role" RENAME VALUE 'MEMBER' TO 'USER';

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable accounts
-- - accounts is now users
-- ! breaks running code: accounts is gone under that name
ALTER TABLE "accounts" RENAME TO "users";

-- RenameSequence users.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "users_id_seq"'', pg_get_serial_sequence(''"users"'', ''id'')); END';

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

-- RenameEnum Role
-- - Role is now Role_old
ALTER TYPE "Role" RENAME TO "Role_old";

-- DropForeignKey accounts_leadId_fkey of users
ALTER TABLE "users" DROP CONSTRAINT "accounts_leadId_fkey";

-- DropForeignKey posts_ownerId_fkey of posts
ALTER TABLE "posts" DROP CONSTRAINT "posts_ownerId_fkey";

-- DropForeignKey _likes_B_fkey of _likes
ALTER TABLE "_likes" DROP CONSTRAINT "_likes_B_fkey";

-- DropForeignKey _likes_A_fkey of _likes
ALTER TABLE "_likes" DROP CONSTRAINT "_likes_A_fkey";

-- DropIndex _likes_B_index of _likes
DROP INDEX "_likes_B_index";

-- RenameIndex accounts_name_rank_key of users
-- - accounts_name_rank_key is now users_name_role_key
ALTER INDEX "accounts_name_rank_key" RENAME TO "users_name_role_key";

-- RenameIndex accounts_rank_idx of users
-- - accounts_rank_idx is now users_role_idx
ALTER INDEX "accounts_rank_idx" RENAME TO "users_role_idx";

-- RenameConstraint accounts_pkey of users
-- - accounts_pkey is now users_pkey
ALTER TABLE "users" RENAME CONSTRAINT "accounts_pkey" TO "users_pkey";

-- CreateEnum Role
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');

-- AlterTable users
-- - change the column id: from BIGINT to INTEGER
-- - change the column role: from "Role_old" to "Role"
-- - change the column bossId: from BIGINT to INTEGER
-- ! may fail: values of users.id that the new type does not hold
--   SELECT * FROM "accounts" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of users may be written anew
-- ! breaks running code: users.id has another type
-- ! may fail: values of users.role that the new type does not hold
--   SELECT * FROM "accounts" WHERE "rank"::text IN ('OWNER')
-- ! breaks running code: OWNER is no value of users.role any more
-- ! may fail: values of users.bossId that the new type does not hold
--   SELECT * FROM "accounts" WHERE "leadId" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: users.bossId has another type
ALTER TABLE "users"
    ALTER COLUMN "id" TYPE INTEGER,
    ALTER COLUMN "role" DROP DEFAULT,
    ALTER COLUMN "role" TYPE "Role" USING "role"::text::"Role",
    ALTER COLUMN "role" SET DEFAULT 'USER',
    ALTER COLUMN "bossId" TYPE INTEGER;
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s AS INTEGER'', pg_get_serial_sequence(''"users"'', ''id'')); END';

-- AlterTable posts
-- - change the column id: from BIGINT to INTEGER
-- - change the column authorId: from BIGINT to INTEGER
-- ! may fail: values of posts.id that the new type does not hold
--   SELECT * FROM "posts" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of posts may be written anew
-- ! breaks running code: posts.id has another type
-- ! may fail: values of posts.authorId that the new type does not hold
--   SELECT * FROM "posts" WHERE "ownerId" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: posts.authorId has another type
ALTER TABLE "posts"
    ALTER COLUMN "id" TYPE INTEGER,
    ALTER COLUMN "authorId" TYPE INTEGER;
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s AS INTEGER'', pg_get_serial_sequence(''"posts"'', ''id'')); END';

-- AlterTable _likes
-- - drop the primary key (B, A)
-- - change the column A: from BIGINT to INTEGER
-- - change the column B: from BIGINT to INTEGER
-- - add the primary key (A, B)
-- ! may fail: values of _likes.A that the new type does not hold
--   SELECT * FROM "_likes" WHERE "B" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of _likes may be written anew
-- ! breaks running code: _likes.A has another type
-- ! may fail: values of _likes.B that the new type does not hold
--   SELECT * FROM "_likes" WHERE "A" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: _likes.B has another type
-- ! may fail: rows without a key of their own
--   SELECT "B", "A", count(*) FROM "_likes" GROUP BY "B", "A" HAVING count(*) > 1
-- ! long lock: _likes is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "_likes_AB_pkey" ON "_likes"("A", "B");
--   ALTER TABLE "_likes" ADD CONSTRAINT "_likes_AB_pkey" PRIMARY KEY USING INDEX "_likes_AB_pkey";
ALTER TABLE "_likes"
    DROP CONSTRAINT "_likes_AB_pkey",
    ALTER COLUMN "A" TYPE INTEGER,
    ALTER COLUMN "B" TYPE INTEGER,
    ADD CONSTRAINT "_likes_AB_pkey" PRIMARY KEY ("A", "B");

-- CreateIndex _likes_B_index of _likes
-- ! long lock: writes to _likes wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "_likes_B_index" ON "_likes"("B");
CREATE INDEX "_likes_B_index" ON "_likes"("B");

-- AddForeignKey users_bossId_fkey of users
-- ! long lock: every row of users is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "users" ADD CONSTRAINT "users_bossId_fkey" FOREIGN KEY ("bossId") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "users" VALIDATE CONSTRAINT "users_bossId_fkey";
ALTER TABLE "users" ADD CONSTRAINT "users_bossId_fkey" FOREIGN KEY ("bossId") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey posts_authorId_fkey of posts
-- ! long lock: every row of posts is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "posts" ADD CONSTRAINT "posts_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "posts" VALIDATE CONSTRAINT "posts_authorId_fkey";
ALTER TABLE "posts" ADD CONSTRAINT "posts_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey _likes_A_fkey of _likes
-- ! long lock: every row of _likes is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "_likes" ADD CONSTRAINT "_likes_A_fkey" FOREIGN KEY ("A") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "_likes" VALIDATE CONSTRAINT "_likes_A_fkey";
ALTER TABLE "_likes" ADD CONSTRAINT "_likes_A_fkey" FOREIGN KEY ("A") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _likes_B_fkey of _likes
-- ! long lock: every row of _likes is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "_likes" ADD CONSTRAINT "_likes_B_fkey" FOREIGN KEY ("B") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "_likes" VALIDATE CONSTRAINT "_likes_B_fkey";
ALTER TABLE "_likes" ADD CONSTRAINT "_likes_B_fkey" FOREIGN KEY ("B") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from users;

-- DropEnum Role_old
DROP TYPE "Role_old";
