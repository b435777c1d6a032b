-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from INTEGER UNSIGNED to INTEGER
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM `Item` WHERE `value` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE `Item`
    MODIFY COLUMN `value` INTEGER NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from INTEGER to INTEGER UNSIGNED
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM `Item` WHERE `value` NOT BETWEEN 0 AND 4294967295
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE `Item`
    MODIFY COLUMN `value` INTEGER UNSIGNED NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
