-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - drop the column value
-- - drop the column other
-- - add the column value
-- - add the column other
-- ! loses data: the values of Item.value
--   SELECT count(*) FROM `Item` WHERE `value` IS NOT NULL
-- ! breaks running code: Item.value is gone
-- ! loses data: the values of Item.other
--   SELECT count(*) FROM `Item` WHERE `other` IS NOT NULL
-- ! breaks running code: Item.other is gone
ALTER TABLE `Item`
    DROP COLUMN `value`,
    DROP COLUMN `other`,
    ADD COLUMN `value` JSON NOT NULL DEFAULT ('{}'),
    ADD COLUMN `other` LONGBLOB NOT NULL DEFAULT (X'000102');

-- AlterTable Item
-- - change the column value: no default
-- - change the column other: no default
-- ! breaks running code: code that leaves Item.value out
-- ! breaks running code: code that leaves Item.other out
ALTER TABLE `Item`
    MODIFY COLUMN `value` JSON NOT NULL,
    MODIFY COLUMN `other` LONGBLOB NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: what is gone cannot come back: the values of Item.value
