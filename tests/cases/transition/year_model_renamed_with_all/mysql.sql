-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropView Names
DROP VIEW `Names`;

-- AlterTable users
-- - change the column role: from ENUM('USER', 'ADMIN') to ENUM('USER', 'ADMIN', 'MEMBER')
ALTER TABLE `users`
    MODIFY COLUMN `role` ENUM('USER', 'ADMIN', 'MEMBER') NOT NULL DEFAULT 'USER';

-- ReplaceValues users.role
-- - USER is now MEMBER
-- ! breaks running code: users.role holds new values
UPDATE `users` SET `role` = CASE `role` WHEN 'USER' THEN 'MEMBER' END WHERE `role` IN ('USER');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable users
-- - users is now accounts
-- ! breaks running code: users is gone under that name
ALTER TABLE `users` RENAME TO `accounts`;

-- RenameColumn _likes.A
-- - A is now _ketch_renaming
-- ! breaks running code: _likes.A is gone under that name
ALTER TABLE `_likes` RENAME COLUMN `A` TO `_ketch_renaming`;

-- RenameColumn _likes.B
-- - B is now A
-- ! breaks running code: _likes.B is gone under that name
ALTER TABLE `_likes` RENAME COLUMN `B` TO `A`;

-- RenameColumn _likes._ketch_renaming
-- - _ketch_renaming is now B
-- ! breaks running code: _likes._ketch_renaming is gone under that name
ALTER TABLE `_likes` RENAME COLUMN `_ketch_renaming` TO `B`;

-- RenameColumn accounts.role
-- - role is now rank
-- ! breaks running code: accounts.role is gone under that name
ALTER TABLE `accounts` RENAME COLUMN `role` TO `rank`;

-- RenameColumn accounts.bossId
-- - bossId is now leadId
-- ! breaks running code: accounts.bossId is gone under that name
ALTER TABLE `accounts` RENAME COLUMN `bossId` TO `leadId`;

-- RenameColumn posts.authorId
-- - authorId is now ownerId
-- ! breaks running code: posts.authorId is gone under that name
ALTER TABLE `posts` RENAME COLUMN `authorId` TO `ownerId`;

-- DropForeignKey users_bossId_fkey of accounts
ALTER TABLE `accounts` DROP FOREIGN KEY `users_bossId_fkey`;

-- DropIndex users_bossId_fkey of accounts
DROP INDEX `users_bossId_fkey` ON `accounts`;

-- DropForeignKey posts_authorId_fkey of posts
ALTER TABLE `posts` DROP FOREIGN KEY `posts_authorId_fkey`;

-- DropIndex posts_authorId_fkey of posts
DROP INDEX `posts_authorId_fkey` ON `posts`;

-- DropForeignKey _likes_B_fkey of _likes
ALTER TABLE `_likes` DROP FOREIGN KEY `_likes_B_fkey`;

-- DropForeignKey _likes_A_fkey of _likes
ALTER TABLE `_likes` DROP FOREIGN KEY `_likes_A_fkey`;

-- RenameIndex users_name_role_key of accounts
-- - users_name_role_key is now accounts_name_rank_key
ALTER TABLE `accounts` RENAME INDEX `users_name_role_key` TO `accounts_name_rank_key`;

-- RenameIndex users_role_idx of accounts
-- - users_role_idx is now accounts_rank_idx
ALTER TABLE `accounts` RENAME INDEX `users_role_idx` TO `accounts_rank_idx`;

-- AlterTable accounts
-- - change the column id: from INTEGER to BIGINT
-- - change the column rank: from ENUM('USER', 'ADMIN', 'MEMBER') to ENUM('MEMBER', 'ADMIN', 'OWNER'), another default
-- - change the column leadId: from INTEGER to BIGINT
-- ! long lock: every row of accounts may be written anew
-- ! breaks running code: accounts.id has another type
-- ! breaks running code: accounts.leadId has another type
ALTER TABLE `accounts`
    MODIFY COLUMN `id` BIGINT NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN `rank` ENUM('MEMBER', 'ADMIN', 'OWNER') NOT NULL DEFAULT 'MEMBER',
    MODIFY COLUMN `leadId` BIGINT NULL;

-- AlterTable posts
-- - change the column id: from INTEGER to BIGINT
-- - change the column ownerId: from INTEGER to BIGINT
-- ! long lock: every row of posts may be written anew
-- ! breaks running code: posts.id has another type
-- ! breaks running code: posts.ownerId has another type
ALTER TABLE `posts`
    MODIFY COLUMN `id` BIGINT NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN `ownerId` BIGINT NOT NULL;

-- AlterTable _likes
-- - drop the index _likes_AB_unique
-- - drop the index _likes_B_index
-- - change the column A: from INTEGER to BIGINT
-- - change the column B: from INTEGER to BIGINT
-- - add the index _likes_AB_unique
-- - add the index _likes_B_index
-- ! long lock: every row of _likes may be written anew
-- ! breaks running code: _likes.A has another type
-- ! breaks running code: _likes.B has another type
-- ! may fail: rows that _likes_AB_unique does not tell apart
--   SELECT `B`, `A`, count(*) FROM `_likes` WHERE `B` IS NOT NULL AND `A` IS NOT NULL GROUP BY `B`, `A` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_likes`
    DROP INDEX `_likes_AB_unique`,
    DROP INDEX `_likes_B_index`,
    MODIFY COLUMN `A` BIGINT NOT NULL,
    MODIFY COLUMN `B` BIGINT NOT NULL,
    ADD UNIQUE INDEX `_likes_AB_unique`(`A`, `B`),
    ADD INDEX `_likes_B_index`(`B`);

-- AddForeignKey accounts_leadId_fkey of accounts
-- ! long lock: every row of accounts is checked
ALTER TABLE `accounts` ADD CONSTRAINT `accounts_leadId_fkey` FOREIGN KEY (`leadId`) REFERENCES `accounts`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey posts_ownerId_fkey of posts
-- ! long lock: every row of posts is checked
ALTER TABLE `posts` ADD CONSTRAINT `posts_ownerId_fkey` FOREIGN KEY (`ownerId`) REFERENCES `accounts`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey _likes_A_fkey of _likes
-- ! long lock: every row of _likes is checked
ALTER TABLE `_likes` ADD CONSTRAINT `_likes_A_fkey` FOREIGN KEY (`A`) REFERENCES `accounts`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _likes_B_fkey of _likes
-- ! long lock: every row of _likes is checked
ALTER TABLE `_likes` ADD CONSTRAINT `_likes_B_fkey` FOREIGN KEY (`B`) REFERENCES `posts`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateView Names
CREATE VIEW `Names` AS
select id, name from accounts;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropView Names
DROP VIEW `Names`;

-- AlterTable accounts
-- - change the column rank: from ENUM('MEMBER', 'ADMIN', 'OWNER') to ENUM('MEMBER', 'ADMIN', 'OWNER', 'USER')
ALTER TABLE `accounts`
    MODIFY COLUMN `rank` ENUM('MEMBER', 'ADMIN', 'OWNER', 'USER') NOT NULL DEFAULT 'MEMBER';

-- ReplaceValues accounts.rank
-- - MEMBER is now USER
-- ! breaks running code: accounts.rank holds new values
UPDATE `accounts` SET `rank` = CASE `rank` WHEN 'MEMBER' THEN 'USER' END WHERE `rank` IN ('MEMBER');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable accounts
-- - accounts is now users
-- ! breaks running code: accounts is gone under that name
ALTER TABLE `accounts` RENAME TO `users`;

-- RenameColumn _likes.B
-- - B is now _ketch_renaming
-- ! breaks running code: _likes.B is gone under that name
ALTER TABLE `_likes` RENAME COLUMN `B` TO `_ketch_renaming`;

-- RenameColumn _likes.A
-- - A is now B
-- ! breaks running code: _likes.A is gone under that name
ALTER TABLE `_likes` RENAME COLUMN `A` TO `B`;

-- RenameColumn _likes._ketch_renaming
-- - _ketch_renaming is now A
-- ! breaks running code: _likes._ketch_renaming is gone under that name
ALTER TABLE `_likes` RENAME COLUMN `_ketch_renaming` TO `A`;

-- RenameColumn posts.ownerId
-- - ownerId is now authorId
-- ! breaks running code: posts.ownerId is gone under that name
ALTER TABLE `posts` RENAME COLUMN `ownerId` TO `authorId`;

-- RenameColumn users.rank
-- - rank is now role
-- ! breaks running code: users.rank is gone under that name
ALTER TABLE `users` RENAME COLUMN `rank` TO `role`;

-- RenameColumn users.leadId
-- - leadId is now bossId
-- ! breaks running code: users.leadId is gone under that name
ALTER TABLE `users` RENAME COLUMN `leadId` TO `bossId`;

-- DropForeignKey accounts_leadId_fkey of users
ALTER TABLE `users` DROP FOREIGN KEY `accounts_leadId_fkey`;

-- DropIndex accounts_leadId_fkey of users
DROP INDEX `accounts_leadId_fkey` ON `users`;

-- DropForeignKey posts_ownerId_fkey of posts
ALTER TABLE `posts` DROP FOREIGN KEY `posts_ownerId_fkey`;

-- DropIndex posts_ownerId_fkey of posts
DROP INDEX `posts_ownerId_fkey` ON `posts`;

-- DropForeignKey _likes_B_fkey of _likes
ALTER TABLE `_likes` DROP FOREIGN KEY `_likes_B_fkey`;

-- DropForeignKey _likes_A_fkey of _likes
ALTER TABLE `_likes` DROP FOREIGN KEY `_likes_A_fkey`;

-- RenameIndex accounts_name_rank_key of users
-- - accounts_name_rank_key is now users_name_role_key
ALTER TABLE `users` RENAME INDEX `accounts_name_rank_key` TO `users_name_role_key`;

-- RenameIndex accounts_rank_idx of users
-- - accounts_rank_idx is now users_role_idx
ALTER TABLE `users` RENAME INDEX `accounts_rank_idx` TO `users_role_idx`;

-- AlterTable users
-- - change the column id: from BIGINT to INTEGER
-- - change the column role: from ENUM('MEMBER', 'ADMIN', 'OWNER', 'USER') to ENUM('USER', 'ADMIN'), another default
-- - change the column bossId: from BIGINT to INTEGER
-- ! may fail: values of users.id that the new type does not hold
--   SELECT * FROM `accounts` WHERE `id` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of users may be written anew
-- ! breaks running code: users.id has another type
-- ! may fail: values of users.role that the new type does not hold
--   SELECT * FROM `accounts` WHERE `rank` IN ('OWNER')
-- ! breaks running code: OWNER is no value of users.role any more
-- ! may fail: values of users.bossId that the new type does not hold
--   SELECT * FROM `accounts` WHERE `leadId` NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: users.bossId has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `users`
    MODIFY COLUMN `id` INTEGER NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN `role` ENUM('USER', 'ADMIN') NOT NULL DEFAULT 'USER',
    MODIFY COLUMN `bossId` INTEGER NULL;

-- AlterTable posts
-- - change the column id: from BIGINT to INTEGER
-- - change the column authorId: from BIGINT to INTEGER
-- ! may fail: values of posts.id that the new type does not hold
--   SELECT * FROM `posts` WHERE `id` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of posts may be written anew
-- ! breaks running code: posts.id has another type
-- ! may fail: values of posts.authorId that the new type does not hold
--   SELECT * FROM `posts` WHERE `ownerId` NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: posts.authorId has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `posts`
    MODIFY COLUMN `id` INTEGER NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN `authorId` INTEGER NOT NULL;

-- AlterTable _likes
-- - drop the index _likes_AB_unique
-- - drop the index _likes_B_index
-- - change the column A: from BIGINT to INTEGER
-- - change the column B: from BIGINT to INTEGER
-- - add the index _likes_AB_unique
-- - add the index _likes_B_index
-- ! may fail: values of _likes.A that the new type does not hold
--   SELECT * FROM `_likes` WHERE `B` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of _likes may be written anew
-- ! breaks running code: _likes.A has another type
-- ! may fail: values of _likes.B that the new type does not hold
--   SELECT * FROM `_likes` WHERE `A` NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: _likes.B has another type
-- ! may fail: rows that _likes_AB_unique does not tell apart
--   SELECT `B`, `A`, count(*) FROM `_likes` WHERE `B` IS NOT NULL AND `A` IS NOT NULL GROUP BY `B`, `A` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_likes`
    DROP INDEX `_likes_AB_unique`,
    DROP INDEX `_likes_B_index`,
    MODIFY COLUMN `A` INTEGER NOT NULL,
    MODIFY COLUMN `B` INTEGER NOT NULL,
    ADD UNIQUE INDEX `_likes_AB_unique`(`A`, `B`),
    ADD INDEX `_likes_B_index`(`B`);

-- AddForeignKey users_bossId_fkey of users
-- ! long lock: every row of users is checked
ALTER TABLE `users` ADD CONSTRAINT `users_bossId_fkey` FOREIGN KEY (`bossId`) REFERENCES `users`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey posts_authorId_fkey of posts
-- ! long lock: every row of posts is checked
ALTER TABLE `posts` ADD CONSTRAINT `posts_authorId_fkey` FOREIGN KEY (`authorId`) REFERENCES `users`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey _likes_A_fkey of _likes
-- ! long lock: every row of _likes is checked
ALTER TABLE `_likes` ADD CONSTRAINT `_likes_A_fkey` FOREIGN KEY (`A`) REFERENCES `posts`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _likes_B_fkey of _likes
-- ! long lock: every row of _likes is checked
ALTER TABLE `_likes` ADD CONSTRAINT `_likes_B_fkey` FOREIGN KEY (`B`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateView Names
CREATE VIEW `Names` AS
select id, name from users;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
