-- DropForeignKey item_owner of Item
ALTER TABLE `Item` DROP FOREIGN KEY `item_owner`;

-- RenameIndex item_code of Item
-- - item_code is now item_code_unique
ALTER TABLE `Item` RENAME INDEX `item_code` TO `item_code_unique`;

-- RenameIndex item_by_owner of Item
-- - item_by_owner is now item_owner_index
ALTER TABLE `Item` RENAME INDEX `item_by_owner` TO `item_owner_index`;

-- AlterTable Item
-- - drop the check positive
-- - add the check not_negative
-- ! may fail: rows that break not_negative
--   SELECT * FROM `Item` WHERE NOT (size >= 0)
-- ! long lock: every row of Item may be written anew
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    DROP CONSTRAINT `positive`,
    ADD CONSTRAINT `not_negative` CHECK (size >= 0);

-- AddForeignKey item_to_owner of Item
-- ! long lock: every row of Item is checked
ALTER TABLE `Item` ADD CONSTRAINT `item_to_owner` FOREIGN KEY (`ownerId`) REFERENCES `Owner`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- DropForeignKey item_to_owner of Item
ALTER TABLE `Item` DROP FOREIGN KEY `item_to_owner`;

-- RenameIndex item_code_unique of Item
-- - item_code_unique is now item_code
ALTER TABLE `Item` RENAME INDEX `item_code_unique` TO `item_code`;

-- RenameIndex item_owner_index of Item
-- - item_owner_index is now item_by_owner
ALTER TABLE `Item` RENAME INDEX `item_owner_index` TO `item_by_owner`;

-- AlterTable Item
-- - drop the check not_negative
-- - add the check positive
-- ! may fail: rows that break positive
--   SELECT * FROM `Item` WHERE NOT (size >= 0)
-- ! long lock: every row of Item may be written anew
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    DROP CONSTRAINT `not_negative`,
    ADD CONSTRAINT `positive` CHECK (size >= 0);

-- AddForeignKey item_owner of Item
-- ! long lock: every row of Item is checked
ALTER TABLE `Item` ADD CONSTRAINT `item_owner` FOREIGN KEY (`ownerId`) REFERENCES `Owner`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
