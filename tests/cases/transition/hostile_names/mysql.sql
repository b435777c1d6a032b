-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable table '; drop
-- - change the column it's a "quoted" `name`: optional
-- ! breaks running code: code that expects table '; drop.it's a "quoted" `name` in every row
ALTER TABLE `table '; drop`
    MODIFY COLUMN `it's a "quoted" ``name``` VARCHAR(191) NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable table '; drop
-- - change the column it's a "quoted" `name`: required
-- ! may fail: rows without table '; drop.it's a "quoted" `name`
--   SELECT * FROM `table '; drop` WHERE `it's a "quoted" ``name``` IS NULL
-- ! long lock: every row of table '; drop may be written anew
-- ! breaks running code: code that leaves table '; drop.it's a "quoted" `name` out
ALTER TABLE `table '; drop`
    MODIFY COLUMN `it's a "quoted" ``name``` VARCHAR(191) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
