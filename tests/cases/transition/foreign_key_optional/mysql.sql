-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- DropIndex Part_itemId_fkey of Part
DROP INDEX `Part_itemId_fkey` ON `Part`;

-- AlterTable Part
-- - change the column itemId: optional
ALTER TABLE `Part`
    MODIFY COLUMN `itemId` INTEGER NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Part` c WHERE c.`itemId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`id` = c.`itemId`)
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- DropIndex Part_itemId_fkey of Part
DROP INDEX `Part_itemId_fkey` ON `Part`;

-- AlterTable Part
-- - change the column itemId: required
-- ! may fail: rows without Part.itemId
--   SELECT * FROM `Part` WHERE `itemId` IS NULL
-- ! breaks running code: code that leaves Part.itemId out
ALTER TABLE `Part`
    MODIFY COLUMN `itemId` INTEGER NOT NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Part` c WHERE c.`itemId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`id` = c.`itemId`)
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
