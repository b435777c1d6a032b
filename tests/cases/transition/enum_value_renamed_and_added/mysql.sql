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
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE', 'CRIMSON') to ENUM('CRIMSON', 'PINK', 'GREEN', 'BLUE')
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('CRIMSON', 'PINK', 'GREEN', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column color: from ENUM('CRIMSON', 'PINK', 'GREEN', 'BLUE') to ENUM('CRIMSON', 'PINK', 'GREEN', 'BLUE', 'RED')
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('CRIMSON', 'PINK', 'GREEN', 'BLUE', 'RED') NOT NULL;

-- ReplaceValues Item.color
-- - CRIMSON is now RED
-- ! breaks running code: Item.color holds new values
UPDATE `Item` SET `color` = CASE `color` WHEN 'CRIMSON' THEN 'RED' END WHERE `color` IN ('CRIMSON');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from ENUM('CRIMSON', 'PINK', 'GREEN', 'BLUE', 'RED') to ENUM('RED', 'GREEN', 'BLUE')
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM `Item` WHERE `color` IN ('PINK')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: PINK is no value of Item.color any more
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
