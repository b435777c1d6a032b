-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- ReplaceValues Item.text
-- - 1 is now red
-- ! breaks running code: Item.text holds new values
UPDATE `Item` SET `text` = CASE `text` WHEN '1' THEN 'red' END WHERE `text` IN ('1');

-- AlterTable Item
-- - change the column color: from ENUM('1', '2', '3') to ENUM('1', '2', '3', 'red')
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('1', '2', '3', 'red') NOT NULL;

-- ReplaceValues Item.color
-- - 1 is now red
-- ! breaks running code: Item.color holds new values
UPDATE `Item` SET `color` = CASE `color` WHEN '1' THEN 'red' END WHERE `color` IN ('1');

-- AlterTable Item
-- - add the check _ketch_guard_text
ALTER TABLE `Item`
    ADD CONSTRAINT `_ketch_guard_text` CHECK (NOT (`text` NOT IN ('red', '2', '3')));

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from ENUM('1', '2', '3', 'red') to VARCHAR(191)
-- - drop the check _ketch_guard_text
-- - change the column text: from VARCHAR(191) to ENUM('red', '2', '3')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.color has another type
-- ! may fail: values of Item.text that the new type does not hold
--   SELECT * FROM `Item` WHERE `text` NOT IN ('red', '2', '3', '1')
-- ! breaks running code: Item.text has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `color` VARCHAR(191) NOT NULL,
    DROP CONSTRAINT `_ketch_guard_text`,
    MODIFY COLUMN `text` ENUM('red', '2', '3') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- ReplaceValues Item.color
-- - red is now 1
-- ! breaks running code: Item.color holds new values
UPDATE `Item` SET `color` = CASE `color` WHEN 'red' THEN '1' END WHERE `color` IN ('red');

-- AlterTable Item
-- - change the column text: from ENUM('red', '2', '3') to ENUM('red', '2', '3', '1')
ALTER TABLE `Item`
    MODIFY COLUMN `text` ENUM('red', '2', '3', '1') NOT NULL;

-- ReplaceValues Item.text
-- - red is now 1
-- ! breaks running code: Item.text holds new values
UPDATE `Item` SET `text` = CASE `text` WHEN 'red' THEN '1' END WHERE `text` IN ('red');

-- AlterTable Item
-- - add the check _ketch_guard_color
ALTER TABLE `Item`
    ADD CONSTRAINT `_ketch_guard_color` CHECK (NOT (`color` NOT IN ('1', '2', '3')));

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - drop the check _ketch_guard_color
-- - change the column color: from VARCHAR(191) to ENUM('1', '2', '3')
-- - change the column text: from ENUM('red', '2', '3', '1') to VARCHAR(191)
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM `Item` WHERE `color` NOT IN ('1', '2', '3', 'red')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.color has another type
-- ! breaks running code: Item.text has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    DROP CONSTRAINT `_ketch_guard_color`,
    MODIFY COLUMN `color` ENUM('1', '2', '3') NOT NULL,
    MODIFY COLUMN `text` VARCHAR(191) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
