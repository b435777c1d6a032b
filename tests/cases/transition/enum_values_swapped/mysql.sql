-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE') to ENUM('GREEN', 'RED', 'BLUE')
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('GREEN', 'RED', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column color: from ENUM('GREEN', 'RED', 'BLUE') to ENUM('RED', 'GREEN', 'BLUE')
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
