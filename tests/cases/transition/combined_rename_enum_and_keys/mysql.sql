-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE') to ENUM('RED', 'GREEN', 'BLUE', 'CRIMSON')
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE', 'CRIMSON') NOT NULL DEFAULT 'RED';

-- ReplaceValues Item.color
-- - RED is now CRIMSON
-- ! breaks running code: Item.color holds new values
UPDATE `Item` SET `color` = CASE `color` WHEN 'RED' THEN 'CRIMSON' END WHERE `color` IN ('RED');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE `Item` RENAME TO `Thing`;

-- RenameColumn Part.itemId
-- - itemId is now thingId
-- ! breaks running code: Part.itemId is gone under that name
ALTER TABLE `Part` RENAME COLUMN `itemId` TO `thingId`;

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- RenameIndex Part_itemId_idx of Part
-- - Part_itemId_idx is now Part_thingId_idx
ALTER TABLE `Part` RENAME INDEX `Part_itemId_idx` TO `Part_thingId_idx`;

-- AlterTable Thing
-- - change the column id: from INTEGER to BIGINT
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE', 'CRIMSON') to ENUM('CRIMSON', 'BLUE', 'GREEN'), another default
-- ! long lock: every row of Thing may be written anew
-- ! breaks running code: Thing.id has another type
ALTER TABLE `Thing`
    MODIFY COLUMN `id` BIGINT NOT NULL,
    MODIFY COLUMN `color` ENUM('CRIMSON', 'BLUE', 'GREEN') NOT NULL DEFAULT 'CRIMSON';

-- AlterTable Part
-- - change the column thingId: from INTEGER to BIGINT
-- ! long lock: every row of Part may be written anew
-- ! breaks running code: Part.thingId has another type
ALTER TABLE `Part`
    MODIFY COLUMN `thingId` BIGINT NOT NULL;

-- AddForeignKey Part_thingId_fkey of Part
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_thingId_fkey` FOREIGN KEY (`thingId`) REFERENCES `Thing`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Thing
-- - change the column color: from ENUM('CRIMSON', 'BLUE', 'GREEN') to ENUM('CRIMSON', 'BLUE', 'GREEN', 'RED')
ALTER TABLE `Thing`
    MODIFY COLUMN `color` ENUM('CRIMSON', 'BLUE', 'GREEN', 'RED') NOT NULL DEFAULT 'CRIMSON';

-- ReplaceValues Thing.color
-- - CRIMSON is now RED
-- ! breaks running code: Thing.color holds new values
UPDATE `Thing` SET `color` = CASE `color` WHEN 'CRIMSON' THEN 'RED' END WHERE `color` IN ('CRIMSON');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE `Thing` RENAME TO `Item`;

-- RenameColumn Part.thingId
-- - thingId is now itemId
-- ! breaks running code: Part.thingId is gone under that name
ALTER TABLE `Part` RENAME COLUMN `thingId` TO `itemId`;

-- DropForeignKey Part_thingId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_thingId_fkey`;

-- RenameIndex Part_thingId_idx of Part
-- - Part_thingId_idx is now Part_itemId_idx
ALTER TABLE `Part` RENAME INDEX `Part_thingId_idx` TO `Part_itemId_idx`;

-- AlterTable Item
-- - change the column id: from BIGINT to INTEGER
-- - change the column color: from ENUM('CRIMSON', 'BLUE', 'GREEN', 'RED') to ENUM('RED', 'GREEN', 'BLUE'), another default
-- ! may fail: values of Item.id that the new type does not hold
--   SELECT * FROM `Thing` WHERE `id` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.id has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `id` INTEGER NOT NULL,
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE') NOT NULL DEFAULT 'RED';

-- AlterTable Part
-- - change the column itemId: from BIGINT to INTEGER
-- ! may fail: values of Part.itemId that the new type does not hold
--   SELECT * FROM `Part` WHERE `thingId` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Part may be written anew
-- ! breaks running code: Part.itemId has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Part`
    MODIFY COLUMN `itemId` INTEGER NOT NULL;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
ALTER TABLE `Part` ADD CONSTRAINT `Part_itemId_fkey` FOREIGN KEY (`itemId`) REFERENCES `Item`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
