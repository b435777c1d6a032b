-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable _PostToTag
-- - _PostToTag is now PostTag
-- ! breaks running code: _PostToTag is gone under that name
ALTER TABLE `_PostToTag` RENAME TO `PostTag`;

-- RenameColumn PostTag.A
-- - A is now postId
-- ! breaks running code: PostTag.A is gone under that name
ALTER TABLE `PostTag` RENAME COLUMN `A` TO `postId`;

-- RenameColumn PostTag.B
-- - B is now tagId
-- ! breaks running code: PostTag.B is gone under that name
ALTER TABLE `PostTag` RENAME COLUMN `B` TO `tagId`;

-- DropForeignKey _PostToTag_B_fkey of PostTag
ALTER TABLE `PostTag` DROP FOREIGN KEY `_PostToTag_B_fkey`;

-- DropForeignKey _PostToTag_A_fkey of PostTag
ALTER TABLE `PostTag` DROP FOREIGN KEY `_PostToTag_A_fkey`;

-- AlterTable PostTag
-- - drop the index _PostToTag_AB_unique
-- - drop the index _PostToTag_B_index
-- - add the column rank
-- - add the primary key (postId, tagId)
-- ! may fail: rows without a key of their own
--   SELECT `A`, `B`, count(*) FROM `_PostToTag` GROUP BY `A`, `B` HAVING count(*) > 1
-- ! long lock: PostTag is locked while the key is built
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `PostTag`
    DROP INDEX `_PostToTag_AB_unique`,
    DROP INDEX `_PostToTag_B_index`,
    ADD COLUMN `rank` INTEGER NOT NULL DEFAULT 0,
    ADD PRIMARY KEY (`postId`, `tagId`);

-- AddForeignKey PostTag_postId_fkey of PostTag
-- ! long lock: every row of PostTag is checked
ALTER TABLE `PostTag` ADD CONSTRAINT `PostTag_postId_fkey` FOREIGN KEY (`postId`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey PostTag_tagId_fkey of PostTag
-- ! long lock: every row of PostTag is checked
ALTER TABLE `PostTag` ADD CONSTRAINT `PostTag_tagId_fkey` FOREIGN KEY (`tagId`) REFERENCES `Tag`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable PostTag
-- - PostTag is now _PostToTag
-- ! breaks running code: PostTag is gone under that name
ALTER TABLE `PostTag` RENAME TO `_PostToTag`;

-- RenameColumn _PostToTag.postId
-- - postId is now A
-- ! breaks running code: _PostToTag.postId is gone under that name
ALTER TABLE `_PostToTag` RENAME COLUMN `postId` TO `A`;

-- RenameColumn _PostToTag.tagId
-- - tagId is now B
-- ! breaks running code: _PostToTag.tagId is gone under that name
ALTER TABLE `_PostToTag` RENAME COLUMN `tagId` TO `B`;

-- DropForeignKey PostTag_tagId_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `PostTag_tagId_fkey`;

-- DropIndex PostTag_tagId_fkey of _PostToTag
DROP INDEX `PostTag_tagId_fkey` ON `_PostToTag`;

-- DropForeignKey PostTag_postId_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `PostTag_postId_fkey`;

-- AlterTable _PostToTag
-- - drop the primary key (A, B)
-- - drop the column rank
-- - add the index _PostToTag_AB_unique
-- - add the index _PostToTag_B_index
-- ! loses data: the values of _PostToTag.rank
--   SELECT count(*) FROM `PostTag` WHERE `rank` IS NOT NULL
-- ! breaks running code: _PostToTag.rank is gone
-- ! may fail: rows that _PostToTag_AB_unique does not tell apart
--   SELECT `postId`, `tagId`, count(*) FROM `PostTag` WHERE `postId` IS NOT NULL AND `tagId` IS NOT NULL GROUP BY `postId`, `tagId` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_PostToTag`
    DROP PRIMARY KEY,
    DROP COLUMN `rank`,
    ADD UNIQUE INDEX `_PostToTag_AB_unique`(`A`, `B`),
    ADD INDEX `_PostToTag_B_index`(`B`);

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _PostToTag_B_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_B_fkey` FOREIGN KEY (`B`) REFERENCES `Tag`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
