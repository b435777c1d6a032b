-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey Post_authorId_fkey of Post
ALTER TABLE `Post` DROP FOREIGN KEY `Post_authorId_fkey`;

-- DropForeignKey Comment_parentId_fkey of Comment
ALTER TABLE `Comment` DROP FOREIGN KEY `Comment_parentId_fkey`;

-- DropIndex Comment_parentId_fkey of Comment
DROP INDEX `Comment_parentId_fkey` ON `Comment`;

-- DropForeignKey Comment_byId_fkey of Comment
ALTER TABLE `Comment` DROP FOREIGN KEY `Comment_byId_fkey`;

-- DropIndex Comment_byId_fkey of Comment
DROP INDEX `Comment_byId_fkey` ON `Comment`;

-- DropForeignKey Comment_postId_fkey of Comment
ALTER TABLE `Comment` DROP FOREIGN KEY `Comment_postId_fkey`;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable User
-- - change the column id: from INTEGER to VARCHAR(191)
-- ! long lock: every row of User may be written anew
-- ! breaks running code: User.id has another type
ALTER TABLE `User`
    MODIFY COLUMN `id` VARCHAR(191) NOT NULL;

-- AlterTable Post
-- - change the column id: from INTEGER to VARCHAR(191)
-- - change the column authorId: from INTEGER to VARCHAR(191)
-- ! long lock: every row of Post may be written anew
-- ! breaks running code: Post.id has another type
-- ! breaks running code: Post.authorId has another type
ALTER TABLE `Post`
    MODIFY COLUMN `id` VARCHAR(191) NOT NULL,
    MODIFY COLUMN `authorId` VARCHAR(191) NOT NULL;

-- AlterTable Comment
-- - change the column id: from INTEGER to VARCHAR(191)
-- - change the column postId: from INTEGER to VARCHAR(191)
-- - change the column byId: from INTEGER to VARCHAR(191)
-- - change the column parentId: from INTEGER to VARCHAR(191)
-- ! long lock: every row of Comment may be written anew
-- ! breaks running code: Comment.id has another type
-- ! breaks running code: Comment.postId has another type
-- ! breaks running code: Comment.byId has another type
-- ! breaks running code: Comment.parentId has another type
ALTER TABLE `Comment`
    MODIFY COLUMN `id` VARCHAR(191) NOT NULL,
    MODIFY COLUMN `postId` VARCHAR(191) NOT NULL,
    MODIFY COLUMN `byId` VARCHAR(191) NULL,
    MODIFY COLUMN `parentId` VARCHAR(191) NULL;

-- AddForeignKey Post_authorId_fkey of Post
-- ! long lock: every row of Post is checked
ALTER TABLE `Post` ADD CONSTRAINT `Post_authorId_fkey` FOREIGN KEY (`authorId`) REFERENCES `User`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey Comment_postId_fkey of Comment
-- ! long lock: every row of Comment is checked
ALTER TABLE `Comment` ADD CONSTRAINT `Comment_postId_fkey` FOREIGN KEY (`postId`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey Comment_byId_fkey of Comment
-- ! long lock: every row of Comment is checked
ALTER TABLE `Comment` ADD CONSTRAINT `Comment_byId_fkey` FOREIGN KEY (`byId`) REFERENCES `User`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey Comment_parentId_fkey of Comment
-- ! long lock: every row of Comment is checked
ALTER TABLE `Comment` ADD CONSTRAINT `Comment_parentId_fkey` FOREIGN KEY (`parentId`) REFERENCES `Comment`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: going back would lose the spelling of the text in User.id
