-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column id: counts up
ALTER TABLE `Item`
    MODIFY COLUMN `id` BIGINT NOT NULL AUTO_INCREMENT;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column id: counts up no more
-- ! breaks running code: code that leaves Item.id out
ALTER TABLE `Item`
    MODIFY COLUMN `id` BIGINT NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
