-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - add the column value
ALTER TABLE `Item`
    ADD COLUMN `value` INTEGER NULL;

-- FillColumn Item.value
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE `Item` SET `value` = ketch_fill_in;

-- AlterTable Item
-- - change the column value: required
-- ! may fail: rows without Item.value
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.value out
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `value` INTEGER NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- AlterTable Item
-- - drop the column value
-- ! loses data: the values of Item.value
--   SELECT count(*) FROM `Item` WHERE `value` IS NOT NULL
-- ! breaks running code: Item.value is gone
ALTER TABLE `Item`
    DROP COLUMN `value`;
