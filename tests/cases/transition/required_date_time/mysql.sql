-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column value: required
-- ! may fail: rows without Item.value
--   SELECT * FROM `Item` WHERE `value` IS NULL
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.value out
ALTER TABLE `Item`
    MODIFY COLUMN `value` DATETIME(3) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column value: optional
-- ! breaks running code: code that expects Item.value in every row
ALTER TABLE `Item`
    MODIFY COLUMN `value` DATETIME(3) NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
