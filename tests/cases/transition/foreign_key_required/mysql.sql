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
-- ! long lock: every row of Part may be written anew
-- ! breaks running code: code that leaves Part.itemId out
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Part`
    MODIFY COLUMN `itemId` INTEGER NOT NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

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
-- - change the column itemId: optional
-- ! breaks running code: code that expects Part.itemId in every row
ALTER TABLE `Part`
    MODIFY COLUMN `itemId` INTEGER NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
