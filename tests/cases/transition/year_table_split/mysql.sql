-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey Post_authorId_fkey of Post
ALTER TABLE `Post` DROP FOREIGN KEY `Post_authorId_fkey`;

-- CreateTable Profile
CREATE TABLE `Profile` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `bio` VARCHAR(191) NULL,
    `userId` BIGINT NOT NULL,

    UNIQUE INDEX `Profile_userId_key`(`userId`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable User
-- - drop the column bio
-- - drop the column avatar
-- - change the column id: from INTEGER to BIGINT
-- ! loses data: the values of User.bio
--   SELECT count(*) FROM `User` WHERE `bio` IS NOT NULL
-- ! breaks running code: User.bio is gone
-- ! loses data: the values of User.avatar
--   SELECT count(*) FROM `User` WHERE `avatar` IS NOT NULL
-- ! breaks running code: User.avatar is gone
-- ! long lock: every row of User may be written anew
-- ! breaks running code: User.id has another type
ALTER TABLE `User`
    DROP COLUMN `bio`,
    DROP COLUMN `avatar`,
    MODIFY COLUMN `id` BIGINT NOT NULL AUTO_INCREMENT;

-- AlterTable Post
-- - change the column id: from INTEGER to BIGINT
-- - change the column authorId: from INTEGER to BIGINT
-- ! long lock: every row of Post may be written anew
-- ! breaks running code: Post.id has another type
-- ! breaks running code: Post.authorId has another type
ALTER TABLE `Post`
    MODIFY COLUMN `id` BIGINT NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN `authorId` BIGINT NOT NULL;

-- AddForeignKey Profile_userId_fkey of Profile
ALTER TABLE `Profile` ADD CONSTRAINT `Profile_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `User`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey Post_authorId_fkey of Post
-- ! long lock: every row of Post is checked
ALTER TABLE `Post` ADD CONSTRAINT `Post_authorId_fkey` FOREIGN KEY (`authorId`) REFERENCES `User`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: what is gone cannot come back: the values of User.bio
