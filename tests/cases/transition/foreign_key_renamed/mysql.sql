-- DropForeignKey one of Part
ALTER TABLE `Part` DROP FOREIGN KEY `one`;

-- DropIndex one of Part
DROP INDEX `one` ON `Part`;

-- AddForeignKey two of Part
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `two` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- DropForeignKey two of Part
ALTER TABLE `Part` DROP FOREIGN KEY `two`;

-- DropIndex two of Part
DROP INDEX `two` ON `Part`;

-- AddForeignKey one of Part
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `one` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
