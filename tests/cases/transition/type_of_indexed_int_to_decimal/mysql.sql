-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column value: from INTEGER to DECIMAL(65,30)
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `value` DECIMAL(65,30) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: going back would lose the fraction in Item.value
