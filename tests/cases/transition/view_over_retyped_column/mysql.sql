-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropView Names
DROP VIEW `Names`;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable item
-- - change the column id: from INTEGER to BIGINT
-- ! long lock: every row of item may be written anew
-- ! breaks running code: item.id has another type
ALTER TABLE `item`
    MODIFY COLUMN `id` BIGINT NOT NULL;

-- CreateView Names
CREATE VIEW `Names` AS
select id, name from item;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropView Names
DROP VIEW `Names`;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable item
-- - change the column id: from BIGINT to INTEGER
-- ! may fail: values of item.id that the new type does not hold
--   SELECT * FROM `item` WHERE `id` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of item may be written anew
-- ! breaks running code: item.id has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `item`
    MODIFY COLUMN `id` INTEGER NOT NULL;

-- CreateView Names
CREATE VIEW `Names` AS
select id, name from item;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
