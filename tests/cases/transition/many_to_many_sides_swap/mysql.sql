-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Post
-- - Post is now Zine
-- ! breaks running code: Post is gone under that name
ALTER TABLE `Post` RENAME TO `Zine`;

-- RenameTable _PostToTag
-- - _PostToTag is now _TagToZine
-- ! breaks running code: _PostToTag is gone under that name
ALTER TABLE `_PostToTag` RENAME TO `_TagToZine`;

-- RenameColumn _TagToZine.A
-- - A is now _ketch_renaming
-- ! breaks running code: _TagToZine.A is gone under that name
ALTER TABLE `_TagToZine` RENAME COLUMN `A` TO `_ketch_renaming`;

-- RenameColumn _TagToZine.B
-- - B is now A
-- ! breaks running code: _TagToZine.B is gone under that name
ALTER TABLE `_TagToZine` RENAME COLUMN `B` TO `A`;

-- RenameColumn _TagToZine._ketch_renaming
-- - _ketch_renaming is now B
-- ! breaks running code: _TagToZine._ketch_renaming is gone under that name
ALTER TABLE `_TagToZine` RENAME COLUMN `_ketch_renaming` TO `B`;

-- DropForeignKey _PostToTag_B_fkey of _TagToZine
ALTER TABLE `_TagToZine` DROP FOREIGN KEY `_PostToTag_B_fkey`;

-- DropForeignKey _PostToTag_A_fkey of _TagToZine
ALTER TABLE `_TagToZine` DROP FOREIGN KEY `_PostToTag_A_fkey`;

-- AlterTable _TagToZine
-- - drop the index _PostToTag_AB_unique
-- - drop the index _PostToTag_B_index
-- - add the index _TagToZine_AB_unique
-- - add the index _TagToZine_B_index
-- ! may fail: rows that _TagToZine_AB_unique does not tell apart
--   SELECT `B`, `A`, count(*) FROM `_PostToTag` WHERE `B` IS NOT NULL AND `A` IS NOT NULL GROUP BY `B`, `A` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_TagToZine`
    DROP INDEX `_PostToTag_AB_unique`,
    DROP INDEX `_PostToTag_B_index`,
    ADD UNIQUE INDEX `_TagToZine_AB_unique`(`A`, `B`),
    ADD INDEX `_TagToZine_B_index`(`B`);

-- AddForeignKey _TagToZine_A_fkey of _TagToZine
-- ! long lock: every row of _TagToZine is checked
ALTER TABLE `_TagToZine` ADD CONSTRAINT `_TagToZine_A_fkey` FOREIGN KEY (`A`) REFERENCES `Tag`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _TagToZine_B_fkey of _TagToZine
-- ! long lock: every row of _TagToZine is checked
ALTER TABLE `_TagToZine` ADD CONSTRAINT `_TagToZine_B_fkey` FOREIGN KEY (`B`) REFERENCES `Zine`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Zine
-- - Zine is now Post
-- ! breaks running code: Zine is gone under that name
ALTER TABLE `Zine` RENAME TO `Post`;

-- RenameTable _TagToZine
-- - _TagToZine is now _PostToTag
-- ! breaks running code: _TagToZine is gone under that name
ALTER TABLE `_TagToZine` RENAME TO `_PostToTag`;

-- RenameColumn _PostToTag.B
-- - B is now _ketch_renaming
-- ! breaks running code: _PostToTag.B is gone under that name
ALTER TABLE `_PostToTag` RENAME COLUMN `B` TO `_ketch_renaming`;

-- RenameColumn _PostToTag.A
-- - A is now B
-- ! breaks running code: _PostToTag.A is gone under that name
ALTER TABLE `_PostToTag` RENAME COLUMN `A` TO `B`;

-- RenameColumn _PostToTag._ketch_renaming
-- - _ketch_renaming is now A
-- ! breaks running code: _PostToTag._ketch_renaming is gone under that name
ALTER TABLE `_PostToTag` RENAME COLUMN `_ketch_renaming` TO `A`;

-- DropForeignKey _TagToZine_B_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `_TagToZine_B_fkey`;

-- DropForeignKey _TagToZine_A_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `_TagToZine_A_fkey`;

-- AlterTable _PostToTag
-- - drop the index _TagToZine_AB_unique
-- - drop the index _TagToZine_B_index
-- - add the index _PostToTag_AB_unique
-- - add the index _PostToTag_B_index
-- ! may fail: rows that _PostToTag_AB_unique does not tell apart
--   SELECT `B`, `A`, count(*) FROM `_TagToZine` WHERE `B` IS NOT NULL AND `A` IS NOT NULL GROUP BY `B`, `A` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_PostToTag`
    DROP INDEX `_TagToZine_AB_unique`,
    DROP INDEX `_TagToZine_B_index`,
    ADD UNIQUE INDEX `_PostToTag_AB_unique`(`A`, `B`),
    ADD INDEX `_PostToTag_B_index`(`B`);

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _PostToTag_B_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_B_fkey` FOREIGN KEY (`B`) REFERENCES `Tag`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
