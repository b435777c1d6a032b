-- DropForeignKey Part_code_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_code_fkey`;

-- DropIndex Part_code_fkey of Part
DROP INDEX `Part_code_fkey` ON `Part`;

-- AlterTable Item
-- - drop the index Item_code_key
ALTER TABLE `Item`
    DROP INDEX `Item_code_key`;

-- undone by

-- AlterTable Item
-- - add the index Item_code_key
-- ! may fail: rows that Item_code_key does not tell apart
--   SELECT `code`, count(*) FROM `Item` WHERE `code` IS NOT NULL GROUP BY `code` HAVING count(*) > 1
ALTER TABLE `Item`
    ADD UNIQUE INDEX `Item_code_key`(`code`);

-- AddForeignKey Part_code_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Part` c WHERE c.`code` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Item` p WHERE p.`code` = c.`code`)
-- ! long lock: every row of Part is checked
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Part` ADD CONSTRAINT `Part_code_fkey` FOREIGN KEY (`code`) REFERENCES `Item`(`code`) ON DELETE RESTRICT ON UPDATE CASCADE;
