-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE `Part` DROP FOREIGN KEY `Part_itemId_fkey`;

-- DropTable Part
-- ! loses data: every row of Part
--   SELECT count(*) FROM `Part`
-- ! breaks running code: Part is gone
DROP TABLE `Part`;

-- undone by

-- nothing: what is gone cannot come back: every row of Part
