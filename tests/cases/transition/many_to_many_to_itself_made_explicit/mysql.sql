-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable _follows
-- - _follows is now Follow
-- ! breaks running code: _follows is gone under that name
ALTER TABLE `_follows` RENAME TO `Follow`;

-- RenameColumn Follow.A
-- - A is now fromId
-- ! breaks running code: Follow.A is gone under that name
ALTER TABLE `Follow` RENAME COLUMN `A` TO `fromId`;

-- RenameColumn Follow.B
-- - B is now toId
-- ! breaks running code: Follow.B is gone under that name
ALTER TABLE `Follow` RENAME COLUMN `B` TO `toId`;

-- DropForeignKey _follows_B_fkey of Follow
ALTER TABLE `Follow` DROP FOREIGN KEY `_follows_B_fkey`;

-- DropForeignKey _follows_A_fkey of Follow
ALTER TABLE `Follow` DROP FOREIGN KEY `_follows_A_fkey`;

-- AlterTable Follow
-- - drop the index _follows_AB_unique
-- - drop the index _follows_B_index
-- - add the primary key (fromId, toId)
-- ! may fail: rows without a key of their own
--   SELECT `A`, `B`, count(*) FROM `_follows` GROUP BY `A`, `B` HAVING count(*) > 1
-- ! long lock: Follow is locked while the key is built
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Follow`
    DROP INDEX `_follows_AB_unique`,
    DROP INDEX `_follows_B_index`,
    ADD PRIMARY KEY (`fromId`, `toId`);

-- AddForeignKey Follow_fromId_fkey of Follow
-- ! long lock: every row of Follow is checked
ALTER TABLE `Follow` ADD CONSTRAINT `Follow_fromId_fkey` FOREIGN KEY (`fromId`) REFERENCES `Person`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey Follow_toId_fkey of Follow
-- ! long lock: every row of Follow is checked
ALTER TABLE `Follow` ADD CONSTRAINT `Follow_toId_fkey` FOREIGN KEY (`toId`) REFERENCES `Person`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Follow
-- - Follow is now _follows
-- ! breaks running code: Follow is gone under that name
ALTER TABLE `Follow` RENAME TO `_follows`;

-- RenameColumn _follows.fromId
-- - fromId is now A
-- ! breaks running code: _follows.fromId is gone under that name
ALTER TABLE `_follows` RENAME COLUMN `fromId` TO `A`;

-- RenameColumn _follows.toId
-- - toId is now B
-- ! breaks running code: _follows.toId is gone under that name
ALTER TABLE `_follows` RENAME COLUMN `toId` TO `B`;

-- DropForeignKey Follow_toId_fkey of _follows
ALTER TABLE `_follows` DROP FOREIGN KEY `Follow_toId_fkey`;

-- DropIndex Follow_toId_fkey of _follows
DROP INDEX `Follow_toId_fkey` ON `_follows`;

-- DropForeignKey Follow_fromId_fkey of _follows
ALTER TABLE `_follows` DROP FOREIGN KEY `Follow_fromId_fkey`;

-- AlterTable _follows
-- - drop the primary key (A, B)
-- - add the index _follows_AB_unique
-- - add the index _follows_B_index
-- ! may fail: rows that _follows_AB_unique does not tell apart
--   SELECT `fromId`, `toId`, count(*) FROM `Follow` WHERE `fromId` IS NOT NULL AND `toId` IS NOT NULL GROUP BY `fromId`, `toId` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_follows`
    DROP PRIMARY KEY,
    ADD UNIQUE INDEX `_follows_AB_unique`(`A`, `B`),
    ADD INDEX `_follows_B_index`(`B`);

-- AddForeignKey _follows_A_fkey of _follows
-- ! long lock: every row of _follows is checked
ALTER TABLE `_follows` ADD CONSTRAINT `_follows_A_fkey` FOREIGN KEY (`A`) REFERENCES `Person`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _follows_B_fkey of _follows
-- ! long lock: every row of _follows is checked
ALTER TABLE `_follows` ADD CONSTRAINT `_follows_B_fkey` FOREIGN KEY (`B`) REFERENCES `Person`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
