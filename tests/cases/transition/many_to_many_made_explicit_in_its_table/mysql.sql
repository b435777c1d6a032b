-- DropForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `_PostToTag_A_fkey`;

-- RenameIndex _PostToTag_B_index of _PostToTag
-- - _PostToTag_B_index is now _PostToTag_B_idx
ALTER TABLE `_PostToTag` RENAME INDEX `_PostToTag_B_index` TO `_PostToTag_B_idx`;

-- AlterTable _PostToTag
-- - drop the index _PostToTag_AB_unique
-- - add the column added
-- - add the primary key (A, B)
-- ! may fail: rows without a key of their own
--   SELECT `A`, `B`, count(*) FROM `_PostToTag` GROUP BY `A`, `B` HAVING count(*) > 1
-- ! long lock: _PostToTag is locked while the key is built
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_PostToTag`
    DROP INDEX `_PostToTag_AB_unique`,
    ADD COLUMN `added` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    ADD PRIMARY KEY (`A`, `B`);

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- DropForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `_PostToTag_A_fkey`;

-- RenameIndex _PostToTag_B_idx of _PostToTag
-- - _PostToTag_B_idx is now _PostToTag_B_index
ALTER TABLE `_PostToTag` RENAME INDEX `_PostToTag_B_idx` TO `_PostToTag_B_index`;

-- AlterTable _PostToTag
-- - drop the primary key (A, B)
-- - drop the column added
-- - add the index _PostToTag_AB_unique
-- ! loses data: the values of _PostToTag.added
--   SELECT count(*) FROM `_PostToTag` WHERE `added` IS NOT NULL
-- ! breaks running code: _PostToTag.added is gone
-- ! may fail: rows that _PostToTag_AB_unique does not tell apart
--   SELECT `A`, `B`, count(*) FROM `_PostToTag` WHERE `A` IS NOT NULL AND `B` IS NOT NULL GROUP BY `A`, `B` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_PostToTag`
    DROP PRIMARY KEY,
    DROP COLUMN `added`,
    ADD UNIQUE INDEX `_PostToTag_AB_unique`(`A`, `B`);

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
