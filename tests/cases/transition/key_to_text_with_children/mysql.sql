-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- DropIndex Part_itemId_fkey of Part
DROP INDEX `Part_itemId_fkey` ON `Part`;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column id: from INTEGER to VARCHAR(191)
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.id has another type
ALTER TABLE `Item`
    MODIFY COLUMN `id` VARCHAR(191) NOT NULL;

-- AlterTable Part
-- - change the column itemId: from INTEGER to VARCHAR(191)
-- ! long lock: every row of Part may be written anew
-- ! breaks running code: Part.itemId has another type
ALTER TABLE `Part`
    MODIFY COLUMN `itemId` VARCHAR(191) NOT NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: going back would lose the spelling of the text in Item.id
