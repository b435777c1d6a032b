-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE') to ENUM('RED', 'GREEN', 'BLUE', 'PINK'), another default
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE', 'PINK') NOT NULL DEFAULT 'PINK';

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE', 'PINK') to ENUM('RED', 'GREEN', 'BLUE'), another default
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM `Item` WHERE `color` IN ('PINK')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: PINK is no value of Item.color any more
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE') NOT NULL DEFAULT 'RED';

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
