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

-- undone by

-- nothing: what is gone cannot come back: the values of Part.itemId
