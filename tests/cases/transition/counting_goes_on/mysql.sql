-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column code: required
-- ! may fail: rows without Item.code
--   SELECT * FROM `Item` WHERE `code` IS NULL
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.code out
ALTER TABLE `Item`
    MODIFY COLUMN `code` VARCHAR(191) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column code: optional
-- ! breaks running code: code that expects Item.code in every row
ALTER TABLE `Item`
    MODIFY COLUMN `code` VARCHAR(191) NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
