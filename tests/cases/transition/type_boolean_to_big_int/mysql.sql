-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from BOOLEAN to BIGINT
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE `Item`
    MODIFY COLUMN `value` BIGINT NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - add the check _ketch_guard_value
ALTER TABLE `Item`
    ADD CONSTRAINT `_ketch_guard_value` CHECK (NOT (`value` NOT IN (0, 1)));

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - drop the check _ketch_guard_value
-- - change the column value: from BIGINT to BOOLEAN
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM `Item` WHERE `value` NOT IN (0, 1)
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    DROP CONSTRAINT `_ketch_guard_value`,
    MODIFY COLUMN `value` BOOLEAN NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
