-- AlterTable Part
-- - add the column itemId
ALTER TABLE `Part`
    ADD COLUMN `itemId` INTEGER NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- DropIndex Part_itemId_fkey of Part
DROP INDEX `Part_itemId_fkey` ON `Part`;

-- AlterTable Part
-- - drop the column itemId
-- ! loses data: the values of Part.itemId
--   SELECT count(*) FROM `Part` WHERE `itemId` IS NOT NULL
-- ! breaks running code: Part.itemId is gone
ALTER TABLE `Part`
    DROP COLUMN `itemId`;
