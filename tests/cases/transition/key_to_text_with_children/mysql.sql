-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- DropIndex Part_itemId_fkey of Part
DROP INDEX `Part_itemId_fkey` ON `Part`;

-- AlterTable Item
-- - change the column id: from INTEGER to VARCHAR(191)
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `id` VARCHAR(191) NOT NULL;

-- AlterTable Part
-- - change the column itemId: from INTEGER to VARCHAR(191)
-- ! long lock: every row of Part may be written anew
ALTER TABLE `Part`
    MODIFY COLUMN `itemId` VARCHAR(191) NOT NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Part` c WHERE c.`itemId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`id` = c.`itemId`)
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: going back would lose the spelling of the text in Item.id
