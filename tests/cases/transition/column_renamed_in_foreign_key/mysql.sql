-- RenameColumn Part.itemId
-- - itemId is now ownerId
-- ! breaks running code: Part.itemId is gone under that name
ALTER TABLE `Part` RENAME COLUMN `itemId` TO `ownerId`;

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- DropIndex Part_itemId_fkey of Part
DROP INDEX `Part_itemId_fkey` ON `Part`;

-- AddForeignKey Part_ownerId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Part` c WHERE c.`ownerId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`id` = c.`ownerId`)
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_ownerId_fkey` FOREIGN KEY (`ownerId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- RenameColumn Part.ownerId
-- - ownerId is now itemId
-- ! breaks running code: Part.ownerId is gone under that name
ALTER TABLE `Part` RENAME COLUMN `ownerId` TO `itemId`;

-- DropForeignKey Part_ownerId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_ownerId_fkey`;

-- DropIndex Part_ownerId_fkey of Part
DROP INDEX `Part_ownerId_fkey` ON `Part`;

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Part` c WHERE c.`itemId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`id` = c.`itemId`)
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
