-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Part.itemId
-- - itemId is now ownerId
-- ! breaks running code: Part.itemId is gone under that name
ALTER TABLE `Part` RENAME COLUMN `itemId` TO `ownerId`;

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- DropIndex Part_itemId_fkey of Part
DROP INDEX `Part_itemId_fkey` ON `Part`;

-- AddForeignKey Part_ownerId_fkey of Part
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_ownerId_fkey` FOREIGN KEY (`ownerId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Part.ownerId
-- - ownerId is now itemId
-- ! breaks running code: Part.ownerId is gone under that name
ALTER TABLE `Part` RENAME COLUMN `ownerId` TO `itemId`;

-- DropForeignKey Part_ownerId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_ownerId_fkey`;

-- DropIndex Part_ownerId_fkey of Part
DROP INDEX `Part_ownerId_fkey` ON `Part`;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
