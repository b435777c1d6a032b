-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - drop the column name
-- - add the column title
-- ! loses data: the values of Item.name
--   SELECT count(*) FROM `Item` WHERE `name` IS NOT NULL
-- ! breaks running code: Item.name is gone
ALTER TABLE `Item`
    DROP COLUMN `name`,
    ADD COLUMN `title` VARCHAR(191) NULL;

-- FillColumn Item.title
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE `Item` SET `title` = ketch_fill_in;

-- AlterTable Item
-- - change the column title: required
-- ! may fail: rows without Item.title
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.title out
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `title` VARCHAR(191) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: what is gone cannot come back: the values of Item.name
