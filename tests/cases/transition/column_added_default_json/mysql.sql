-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - add the column value
ALTER TABLE `Item`
    ADD COLUMN `value` JSON NOT NULL DEFAULT ('{}');

-- AlterTable Item
-- - change the column value: no default
-- ! breaks running code: code that leaves Item.value out
ALTER TABLE `Item`
    MODIFY COLUMN `value` JSON NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- AlterTable Item
-- - drop the column value
-- ! loses data: the values of Item.value
--   SELECT count(*) FROM `Item` WHERE `value` IS NOT NULL
-- ! breaks running code: Item.value is gone
ALTER TABLE `Item`
    DROP COLUMN `value`;
