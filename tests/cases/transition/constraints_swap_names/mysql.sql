-- DropForeignKey to_two of A
ALTER TABLE `A` DROP FOREIGN KEY `to_two`;

-- DropIndex to_two of A
DROP INDEX `to_two` ON `A`;

-- DropForeignKey to_one of A
ALTER TABLE `A` DROP FOREIGN KEY `to_one`;

-- DropIndex to_one of A
DROP INDEX `to_one` ON `A`;

-- RenameIndex by_rank of A
-- - by_rank is now second
ALTER TABLE `A` RENAME INDEX `by_rank` TO `second`;

-- RenameIndex first of A
-- - first is now by_rank
ALTER TABLE `A` RENAME INDEX `first` TO `by_rank`;

-- RenameIndex second of B
-- - second is now first
ALTER TABLE `B` RENAME INDEX `second` TO `first`;

-- AddForeignKey to_two of A
-- ! long lock: every row of A is checked
ALTER TABLE `A` ADD CONSTRAINT `to_two` FOREIGN KEY (`one`) REFERENCES `B`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey to_one of A
-- ! long lock: every row of A is checked
ALTER TABLE `A` ADD CONSTRAINT `to_one` FOREIGN KEY (`two`) REFERENCES `B`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- DropForeignKey to_one of A
ALTER TABLE `A` DROP FOREIGN KEY `to_one`;

-- DropIndex to_one of A
DROP INDEX `to_one` ON `A`;

-- DropForeignKey to_two of A
ALTER TABLE `A` DROP FOREIGN KEY `to_two`;

-- DropIndex to_two of A
DROP INDEX `to_two` ON `A`;

-- RenameIndex by_rank of A
-- - by_rank is now first
ALTER TABLE `A` RENAME INDEX `by_rank` TO `first`;

-- RenameIndex second of A
-- - second is now by_rank
ALTER TABLE `A` RENAME INDEX `second` TO `by_rank`;

-- RenameIndex first of B
-- - first is now second
ALTER TABLE `B` RENAME INDEX `first` TO `second`;

-- AddForeignKey to_one of A
-- ! long lock: every row of A is checked
ALTER TABLE `A` ADD CONSTRAINT `to_one` FOREIGN KEY (`one`) REFERENCES `B`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey to_two of A
-- ! long lock: every row of A is checked
ALTER TABLE `A` ADD CONSTRAINT `to_two` FOREIGN KEY (`two`) REFERENCES `B`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;
