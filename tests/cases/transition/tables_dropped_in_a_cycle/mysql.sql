-- DropForeignKey Two_oneId_fkey of Two
ALTER TABLE `Two` DROP FOREIGN KEY `Two_oneId_fkey`;

-- DropForeignKey One_twoId_fkey of One
ALTER TABLE `One` DROP FOREIGN KEY `One_twoId_fkey`;

-- DropTable Two
-- ! loses data: every row of Two
--   SELECT count(*) FROM `Two`
-- ! breaks running code: Two is gone
DROP TABLE `Two`;

-- DropTable One
-- ! loses data: every row of One
--   SELECT count(*) FROM `One`
-- ! breaks running code: One is gone
DROP TABLE `One`;

-- undone by

-- nothing: what is gone cannot come back: every row of Two
