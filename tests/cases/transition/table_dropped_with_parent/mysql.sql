-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- DropIndex Part_itemId_fkey of Part
DROP INDEX `Part_itemId_fkey` ON `Part`;

-- DropTable Item
-- ! loses data: every row of Item
--   SELECT count(*) FROM `Item`
-- ! breaks running code: Item is gone
DROP TABLE `Item`;

-- undone by

-- nothing: what is gone cannot come back: every row of Item
