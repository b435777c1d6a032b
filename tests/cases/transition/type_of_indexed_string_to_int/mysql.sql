-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from VARCHAR(191) to INTEGER
-- ! loses data: the spelling of the text in Item.value
--   SELECT count(*) FROM `Item` WHERE `value` IS NOT NULL
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM `Item` WHERE `value` NOT REGEXP '^ *[-+]?[0-9]+ *$'
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE `Item`
    MODIFY COLUMN `value` INTEGER NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: what is gone cannot come back: the spelling of the text in Item.value
