-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE') to ENUM('RED', 'GREEN', 'BLUE', 'CRIMSON')
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE', 'CRIMSON') NOT NULL;

-- ReplaceValues Item.color
-- - RED is now CRIMSON
-- ! breaks running code: Item.color holds new values
UPDATE `Item` SET `color` = CASE `color` WHEN 'RED' THEN 'CRIMSON' END WHERE `color` IN ('RED');

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE', 'CRIMSON') to ENUM('CRIMSON', 'GREEN', 'BLUE')
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('CRIMSON', 'GREEN', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column color: from ENUM('CRIMSON', 'GREEN', 'BLUE') to ENUM('CRIMSON', 'GREEN', 'BLUE', 'RED')
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('CRIMSON', 'GREEN', 'BLUE', 'RED') NOT NULL;

-- ReplaceValues Item.color
-- - CRIMSON is now RED
-- ! breaks running code: Item.color holds new values
UPDATE `Item` SET `color` = CASE `color` WHEN 'CRIMSON' THEN 'RED' END WHERE `color` IN ('CRIMSON');

-- AlterTable Item
-- - change the column color: from ENUM('CRIMSON', 'GREEN', 'BLUE', 'RED') to ENUM('RED', 'GREEN', 'BLUE')
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
