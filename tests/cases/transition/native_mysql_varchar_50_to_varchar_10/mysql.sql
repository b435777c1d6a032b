-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column value: from VARCHAR(50) to VARCHAR(10)
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM `Item` WHERE char_length(`value`) > 10
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `value` VARCHAR(10) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column value: from VARCHAR(10) to VARCHAR(50)
ALTER TABLE `Item`
    MODIFY COLUMN `value` VARCHAR(50) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
