-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - drop the column flag
-- - add the column flag
-- ! loses data: the values of Item.flag
--   SELECT count(*) FROM `Item` WHERE `flag` IS NOT NULL
-- ! breaks running code: Item.flag is gone
ALTER TABLE `Item`
    DROP COLUMN `flag`,
    ADD COLUMN `flag` LONGBLOB NOT NULL DEFAULT (X'000000');

-- AlterTable Item
-- - change the column flag: no default
-- - add the index Item_flag_key
-- ! breaks running code: code that leaves Item.flag out
-- ! may fail: rows that Item_flag_key does not tell apart
--   SELECT count(*) FROM `Item` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `flag` LONGBLOB NOT NULL,
    ADD UNIQUE INDEX `Item_flag_key`(`flag`);

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: what is gone cannot come back: the values of Item.flag
