-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column value: from BIGINT to BOOLEAN
-- ! loses data: numbers other than 0 and 1 in Item.value
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM `Item` WHERE `value` NOT BETWEEN -128 AND 127
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `value` BOOLEAN NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: what is gone cannot come back: numbers other than 0 and 1 in Item.value
