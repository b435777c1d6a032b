-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- DropIndex Part_itemId_fkey of Part
DROP INDEX `Part_itemId_fkey` ON `Part`;

-- AlterTable Item
-- - change the column id: from INTEGER to BIGINT
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `id` BIGINT NOT NULL;

-- AlterTable Part
-- - change the column itemId: from INTEGER to BIGINT
-- ! long lock: every row of Part may be written anew
ALTER TABLE `Part`
    MODIFY COLUMN `itemId` BIGINT NOT NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Part` c WHERE c.`itemId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`id` = c.`itemId`)
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

-- AlterTable Item
-- - change the column id: from BIGINT to INTEGER
-- ! may fail: values of Item.id that the new type does not hold
--   SELECT * FROM `Item` WHERE `id` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `id` INTEGER NOT NULL;

-- AlterTable Part
-- - change the column itemId: from BIGINT to INTEGER
-- ! may fail: values of Part.itemId that the new type does not hold
--   SELECT * FROM `Part` WHERE `itemId` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Part may be written anew
ALTER TABLE `Part`
    MODIFY COLUMN `itemId` INTEGER NOT NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Part` c WHERE c.`itemId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`id` = c.`itemId`)
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
