-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column name: required
-- ! may fail: rows without Item.name
--   SELECT * FROM `Item` WHERE `name` IS NULL
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.name out
ALTER TABLE `Item`
    MODIFY COLUMN `name` VARCHAR(191) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column name: optional
-- ! breaks running code: code that expects Item.name in every row
ALTER TABLE `Item`
    MODIFY COLUMN `name` VARCHAR(191) NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
