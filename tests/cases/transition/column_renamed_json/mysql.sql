-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.value
-- - value is now worth
-- ! breaks running code: Item.value is gone under that name
ALTER TABLE `Item` RENAME COLUMN `value` TO `worth`;

-- AlterTable Item
-- - state the column worth anew, under its name
ALTER TABLE `Item`
    MODIFY COLUMN `worth` JSON NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.worth
-- - worth is now value
-- ! breaks running code: Item.worth is gone under that name
ALTER TABLE `Item` RENAME COLUMN `worth` TO `value`;

-- AlterTable Item
-- - state the column value anew, under its name
ALTER TABLE `Item`
    MODIFY COLUMN `value` JSON NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
