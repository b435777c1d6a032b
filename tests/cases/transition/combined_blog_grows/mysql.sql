-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- CreateTable User
CREATE TABLE `User` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `email` VARCHAR(191) NOT NULL,

    UNIQUE INDEX `User_email_key`(`email`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable Tag
CREATE TABLE `Tag` (
    `name` VARCHAR(191) NOT NULL,

    PRIMARY KEY (`name`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable _PostToTag
CREATE TABLE `_PostToTag` (
    `A` INTEGER NOT NULL,
    `B` VARCHAR(191) NOT NULL,

    UNIQUE INDEX `_PostToTag_AB_unique`(`A`, `B`),
    INDEX `_PostToTag_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- AlterTable Post
-- - change the column body: required, another default
-- - add the column color
-- - add the column authorId
-- - add the index Post_title_key
-- - add the index Post_authorId_idx
-- ! may fail: rows without Post.body
--   SELECT * FROM `Post` WHERE `body` IS NULL
-- ! long lock: every row of Post may be written anew
-- ! may fail: rows that Post_title_key does not tell apart
--   SELECT `title`, count(*) FROM `Post` WHERE `title` IS NOT NULL GROUP BY `title` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Post`
    MODIFY COLUMN `body` VARCHAR(191) NOT NULL DEFAULT '',
    ADD COLUMN `color` ENUM('RED', 'GREEN', 'BLUE') NULL,
    ADD COLUMN `authorId` INTEGER NULL,
    ADD UNIQUE INDEX `Post_title_key`(`title`),
    ADD INDEX `Post_authorId_idx`(`authorId`);

-- AddForeignKey Post_authorId_fkey of Post
-- ! long lock: every row of Post is checked
ALTER TABLE `Post` ADD CONSTRAINT `Post_authorId_fkey` FOREIGN KEY (`authorId`) REFERENCES `User`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _PostToTag_B_fkey of _PostToTag
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_B_fkey` FOREIGN KEY (`B`) REFERENCES `Tag`(`name`) ON DELETE CASCADE ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey _PostToTag_B_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `_PostToTag_B_fkey`;

-- DropForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `_PostToTag_A_fkey`;

-- DropForeignKey Post_authorId_fkey of Post
ALTER TABLE `Post` DROP FOREIGN KEY `Post_authorId_fkey`;

-- DropTable _PostToTag
-- ! loses data: every row of _PostToTag
--   SELECT count(*) FROM `_PostToTag`
-- ! breaks running code: _PostToTag is gone
DROP TABLE `_PostToTag`;

-- DropTable Tag
-- ! loses data: every row of Tag
--   SELECT count(*) FROM `Tag`
-- ! breaks running code: Tag is gone
DROP TABLE `Tag`;

-- DropTable User
-- ! loses data: every row of User
--   SELECT count(*) FROM `User`
-- ! breaks running code: User is gone
DROP TABLE `User`;

-- AlterTable Post
-- - drop the index Post_title_key
-- - drop the index Post_authorId_idx
-- - drop the column color
-- - drop the column authorId
-- - change the column body: optional, no default
-- ! loses data: the values of Post.color
--   SELECT count(*) FROM `Post` WHERE `color` IS NOT NULL
-- ! breaks running code: Post.color is gone
-- ! loses data: the values of Post.authorId
--   SELECT count(*) FROM `Post` WHERE `authorId` IS NOT NULL
-- ! breaks running code: Post.authorId is gone
-- ! breaks running code: code that expects Post.body in every row
ALTER TABLE `Post`
    DROP INDEX `Post_title_key`,
    DROP INDEX `Post_authorId_idx`,
    DROP COLUMN `color`,
    DROP COLUMN `authorId`,
    MODIFY COLUMN `body` VARCHAR(191) NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
