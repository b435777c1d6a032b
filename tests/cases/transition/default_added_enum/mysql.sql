-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column value: another default
ALTER TABLE `Item`
    MODIFY COLUMN `value` ENUM('RED', 'GREEN', 'BLUE') NOT NULL DEFAULT 'RED';

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column value: no default
-- ! breaks running code: code that leaves Item.value out
ALTER TABLE `Item`
    MODIFY COLUMN `value` ENUM('RED', 'GREEN', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
