-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column value: from DATETIME(6) to DATETIME(0)
-- ! loses data: fractions of a second beyond 0 digits in Item.value
--   SELECT count(*) FROM `Item` WHERE `value` IS NOT NULL
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `value` DATETIME(0) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: what is gone cannot come back: fractions of a second beyond 0 digits in Item.value
