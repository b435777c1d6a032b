-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE') to ENUM('GREEN', 'BLUE', 'RED')
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('GREEN', 'BLUE', 'RED') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column color: from ENUM('GREEN', 'BLUE', 'RED') to ENUM('RED', 'GREEN', 'BLUE')
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
