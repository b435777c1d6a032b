-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Post
-- - Post is now Zine
-- ! breaks running code: Post is gone under that name
ALTER TABLE `Post` RENAME TO `Zine`;

-- RenameColumn _topics.A
-- - A is now _ketch_renaming
-- ! breaks running code: _topics.A is gone under that name
ALTER TABLE `_topics` RENAME COLUMN `A` TO `_ketch_renaming`;

-- RenameColumn _topics.B
-- - B is now A
-- ! breaks running code: _topics.B is gone under that name
ALTER TABLE `_topics` RENAME COLUMN `B` TO `A`;

-- RenameColumn _topics._ketch_renaming
-- - _ketch_renaming is now B
-- ! breaks running code: _topics._ketch_renaming is gone under that name
ALTER TABLE `_topics` RENAME COLUMN `_ketch_renaming` TO `B`;

-- DropForeignKey _topics_B_fkey of _topics
ALTER TABLE `_topics` DROP FOREIGN KEY `_topics_B_fkey`;

-- DropForeignKey _topics_A_fkey of _topics
ALTER TABLE `_topics` DROP FOREIGN KEY `_topics_A_fkey`;

-- AlterTable _topics
-- - drop the index _topics_AB_unique
-- - drop the index _topics_B_index
-- - add the index _topics_AB_unique
-- - add the index _topics_B_index
-- ! may fail: rows that _topics_AB_unique does not tell apart
--   SELECT `B`, `A`, count(*) FROM `_topics` WHERE `B` IS NOT NULL AND `A` IS NOT NULL GROUP BY `B`, `A` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_topics`
    DROP INDEX `_topics_AB_unique`,
    DROP INDEX `_topics_B_index`,
    ADD UNIQUE INDEX `_topics_AB_unique`(`A`, `B`),
    ADD INDEX `_topics_B_index`(`B`);

-- AddForeignKey _topics_A_fkey of _topics
-- ! long lock: every row of _topics is checked
ALTER TABLE `_topics` ADD CONSTRAINT `_topics_A_fkey` FOREIGN KEY (`A`) REFERENCES `Tag`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _topics_B_fkey of _topics
-- ! long lock: every row of _topics is checked
ALTER TABLE `_topics` ADD CONSTRAINT `_topics_B_fkey` FOREIGN KEY (`B`) REFERENCES `Zine`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Zine
-- - Zine is now Post
-- ! breaks running code: Zine is gone under that name
ALTER TABLE `Zine` RENAME TO `Post`;

-- RenameColumn _topics.B
-- - B is now _ketch_renaming
-- ! breaks running code: _topics.B is gone under that name
ALTER TABLE `_topics` RENAME COLUMN `B` TO `_ketch_renaming`;

-- RenameColumn _topics.A
-- - A is now B
-- ! breaks running code: _topics.A is gone under that name
ALTER TABLE `_topics` RENAME COLUMN `A` TO `B`;

-- RenameColumn _topics._ketch_renaming
-- - _ketch_renaming is now A
-- ! breaks running code: _topics._ketch_renaming is gone under that name
ALTER TABLE `_topics` RENAME COLUMN `_ketch_renaming` TO `A`;

-- DropForeignKey _topics_B_fkey of _topics
ALTER TABLE `_topics` DROP FOREIGN KEY `_topics_B_fkey`;

-- DropForeignKey _topics_A_fkey of _topics
ALTER TABLE `_topics` DROP FOREIGN KEY `_topics_A_fkey`;

-- AlterTable _topics
-- - drop the index _topics_AB_unique
-- - drop the index _topics_B_index
-- - add the index _topics_AB_unique
-- - add the index _topics_B_index
-- ! may fail: rows that _topics_AB_unique does not tell apart
--   SELECT `B`, `A`, count(*) FROM `_topics` WHERE `B` IS NOT NULL AND `A` IS NOT NULL GROUP BY `B`, `A` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_topics`
    DROP INDEX `_topics_AB_unique`,
    DROP INDEX `_topics_B_index`,
    ADD UNIQUE INDEX `_topics_AB_unique`(`A`, `B`),
    ADD INDEX `_topics_B_index`(`B`);

-- AddForeignKey _topics_A_fkey of _topics
-- ! long lock: every row of _topics is checked
ALTER TABLE `_topics` ADD CONSTRAINT `_topics_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _topics_B_fkey of _topics
-- ! long lock: every row of _topics is checked
ALTER TABLE `_topics` ADD CONSTRAINT `_topics_B_fkey` FOREIGN KEY (`B`) REFERENCES `Tag`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
