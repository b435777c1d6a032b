-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Post
-- - Post is now Article
-- ! breaks running code: Post is gone under that name
ALTER TABLE `Post` RENAME TO `Article`;

-- RenameTable _PostToTag
-- - _PostToTag is now _ArticleToTag
-- ! breaks running code: _PostToTag is gone under that name
ALTER TABLE `_PostToTag` RENAME TO `_ArticleToTag`;

-- DropForeignKey _PostToTag_B_fkey of _ArticleToTag
ALTER TABLE `_ArticleToTag` DROP FOREIGN KEY `_PostToTag_B_fkey`;

-- DropForeignKey _PostToTag_A_fkey of _ArticleToTag
ALTER TABLE `_ArticleToTag` DROP FOREIGN KEY `_PostToTag_A_fkey`;

-- RenameIndex _PostToTag_AB_unique of _ArticleToTag
-- - _PostToTag_AB_unique is now _ArticleToTag_AB_unique
ALTER TABLE `_ArticleToTag` RENAME INDEX `_PostToTag_AB_unique` TO `_ArticleToTag_AB_unique`;

-- RenameIndex _PostToTag_B_index of _ArticleToTag
-- - _PostToTag_B_index is now _ArticleToTag_B_index
ALTER TABLE `_ArticleToTag` RENAME INDEX `_PostToTag_B_index` TO `_ArticleToTag_B_index`;

-- AddForeignKey _ArticleToTag_A_fkey of _ArticleToTag
-- ! long lock: every row of _ArticleToTag is checked
ALTER TABLE `_ArticleToTag` ADD CONSTRAINT `_ArticleToTag_A_fkey` FOREIGN KEY (`A`) REFERENCES `Article`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _ArticleToTag_B_fkey of _ArticleToTag
-- ! long lock: every row of _ArticleToTag is checked
ALTER TABLE `_ArticleToTag` ADD CONSTRAINT `_ArticleToTag_B_fkey` FOREIGN KEY (`B`) REFERENCES `Tag`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Article
-- - Article is now Post
-- ! breaks running code: Article is gone under that name
ALTER TABLE `Article` RENAME TO `Post`;

-- RenameTable _ArticleToTag
-- - _ArticleToTag is now _PostToTag
-- ! breaks running code: _ArticleToTag is gone under that name
ALTER TABLE `_ArticleToTag` RENAME TO `_PostToTag`;

-- DropForeignKey _ArticleToTag_B_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `_ArticleToTag_B_fkey`;

-- DropForeignKey _ArticleToTag_A_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `_ArticleToTag_A_fkey`;

-- RenameIndex _ArticleToTag_AB_unique of _PostToTag
-- - _ArticleToTag_AB_unique is now _PostToTag_AB_unique
ALTER TABLE `_PostToTag` RENAME INDEX `_ArticleToTag_AB_unique` TO `_PostToTag_AB_unique`;

-- RenameIndex _ArticleToTag_B_index of _PostToTag
-- - _ArticleToTag_B_index is now _PostToTag_B_index
ALTER TABLE `_PostToTag` RENAME INDEX `_ArticleToTag_B_index` TO `_PostToTag_B_index`;

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _PostToTag_B_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_B_fkey` FOREIGN KEY (`B`) REFERENCES `Tag`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
