-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropView Names
DROP VIEW `Names`;

-- AlterTable item
-- - change the column size: required
-- ! may fail: rows without item.size
--   SELECT * FROM `item` WHERE `size` IS NULL
-- ! long lock: every row of item may be written anew
-- ! breaks running code: code that leaves item.size out
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `item`
    MODIFY COLUMN `size` INTEGER NOT NULL;

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

-- AlterTable item
-- - change the column size: optional
-- ! breaks running code: code that expects item.size in every row
ALTER TABLE `item`
    MODIFY COLUMN `size` INTEGER NULL;

-- CreateView Names
CREATE VIEW `Names` AS
select id, name from item;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
