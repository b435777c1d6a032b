-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE') to ENUM('CRIMSON', 'GREEN', 'BLUE')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: RED is no value of Item.color any more
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('CRIMSON', 'GREEN', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from ENUM('CRIMSON', 'GREEN', 'BLUE') to ENUM('RED', 'GREEN', 'BLUE')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: CRIMSON is no value of Item.color any more
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
