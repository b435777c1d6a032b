-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column name: no default
-- - change the column size: optional
-- ! breaks running code: code that leaves Item.name out
-- ! breaks running code: code that expects Item.size in every row
ALTER TABLE `Item`
    MODIFY COLUMN `name` VARCHAR(191) NOT NULL,
    MODIFY COLUMN `size` INTEGER NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column name: another default
-- - change the column size: required
-- ! may fail: rows without Item.size
--   SELECT * FROM `Item` WHERE `size` IS NULL
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.size out
ALTER TABLE `Item`
    MODIFY COLUMN `name` VARCHAR(191) NOT NULL DEFAULT 'x',
    MODIFY COLUMN `size` INTEGER NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
