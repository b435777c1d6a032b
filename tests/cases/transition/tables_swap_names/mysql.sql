-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Two
-- - drop the column second
-- - add the column first
-- ! loses data: the values of Two.second
--   SELECT count(*) FROM `Two` WHERE `second` IS NOT NULL
-- ! breaks running code: Two.second is gone
ALTER TABLE `Two`
    DROP COLUMN `second`,
    ADD COLUMN `first` VARCHAR(191) NULL;

-- FillColumn Two.first
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE `Two` SET `first` = ketch_fill_in;

-- AlterTable Two
-- - change the column first: required
-- ! may fail: rows without Two.first
-- ! long lock: every row of Two may be written anew
-- ! breaks running code: code that leaves Two.first out
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Two`
    MODIFY COLUMN `first` VARCHAR(191) NOT NULL;

-- AlterTable One
-- - drop the column first
-- - add the column second
-- ! loses data: the values of One.first
--   SELECT count(*) FROM `One` WHERE `first` IS NOT NULL
-- ! breaks running code: One.first is gone
ALTER TABLE `One`
    DROP COLUMN `first`,
    ADD COLUMN `second` INTEGER NULL;

-- FillColumn One.second
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE `One` SET `second` = ketch_fill_in;

-- AlterTable One
-- - change the column second: required
-- ! may fail: rows without One.second
-- ! long lock: every row of One may be written anew
-- ! breaks running code: code that leaves One.second out
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `One`
    MODIFY COLUMN `second` INTEGER NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: what is gone cannot come back: the values of Two.second
