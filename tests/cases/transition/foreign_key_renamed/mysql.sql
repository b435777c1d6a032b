-- DropForeignKey one of Part
ALTER TABLE `Part` DROP FOREIGN KEY `one`;

-- DropIndex one of Part
DROP INDEX `one` ON `Part`;

-- AddForeignKey two of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Part` c WHERE c.`itemId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`id` = c.`itemId`)
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `two` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- DropForeignKey two of Part
ALTER TABLE `Part` DROP FOREIGN KEY `two`;

-- DropIndex two of Part
DROP INDEX `two` ON `Part`;

-- AddForeignKey one of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Part` c WHERE c.`itemId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`id` = c.`itemId`)
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `one` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
