-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column code: from VARCHAR(20) to VARCHAR(40)
-- - change the column color: from ENUM('RED') to ENUM('RED', 'BLUE')
ALTER TABLE `Item`
    MODIFY COLUMN `code` VARCHAR(40) NOT NULL,
    MODIFY COLUMN `color` ENUM('RED', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column code: from VARCHAR(40) to VARCHAR(20)
-- - change the column color: from ENUM('RED', 'BLUE') to ENUM('RED')
-- ! may fail: values of Item.code that the new type does not hold
--   SELECT * FROM `Item` WHERE char_length(`code`) > 20
-- ! long lock: every row of Item may be written anew
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM `Item` WHERE `color` IN ('BLUE')
-- ! breaks running code: BLUE is no value of Item.color any more
ALTER TABLE `Item`
    MODIFY COLUMN `code` VARCHAR(20) NOT NULL,
    MODIFY COLUMN `color` ENUM('RED') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
