-- AddForeignKey Item_parentId_fkey of Item
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Item` c WHERE c.`parentId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`id` = c.`parentId`)
-- ! long lock: every row of Item is checked
ALTER TABLE `Item` ADD CONSTRAINT `Item_parentId_fkey` FOREIGN KEY (`parentId`) REFERENCES `Item`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Item_parentId_fkey of Item
ALTER TABLE `Item` DROP FOREIGN KEY `Item_parentId_fkey`;

-- DropIndex Item_parentId_fkey of Item
DROP INDEX `Item_parentId_fkey` ON `Item`;
