-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - drop the index Item_code_key
-- - change the column code: required, another default
-- - change the column rank: required, another default
-- - add the index Item_name_key
-- - add the index Item_code_rank_idx
-- ! may fail: rows without Item.code
--   SELECT * FROM `Item` WHERE `code` IS NULL
-- ! long lock: every row of Item may be written anew
-- ! may fail: rows without Item.rank
--   SELECT * FROM `Item` WHERE `rank` IS NULL
-- ! may fail: rows that Item_name_key does not tell apart
--   SELECT `name`, count(*) FROM `Item` WHERE `name` IS NOT NULL GROUP BY `name` HAVING count(*) > 1
ALTER TABLE `Item`
    DROP INDEX `Item_code_key`,
    MODIFY COLUMN `code` VARCHAR(191) NOT NULL DEFAULT 'none',
    MODIFY COLUMN `rank` INTEGER NOT NULL DEFAULT 0,
    ADD UNIQUE INDEX `Item_name_key`(`name`),
    ADD INDEX `Item_code_rank_idx`(`code`, `rank`);

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - drop the index Item_name_key
-- - drop the index Item_code_rank_idx
-- - change the column code: optional, no default
-- - change the column rank: optional, no default
-- - add the index Item_code_key
-- ! breaks running code: code that expects Item.code in every row
-- ! breaks running code: code that expects Item.rank in every row
-- ! may fail: rows that Item_code_key does not tell apart
--   SELECT `code`, count(*) FROM `Item` WHERE `code` IS NOT NULL GROUP BY `code` HAVING count(*) > 1
ALTER TABLE `Item`
    DROP INDEX `Item_name_key`,
    DROP INDEX `Item_code_rank_idx`,
    MODIFY COLUMN `code` VARCHAR(191) NULL,
    MODIFY COLUMN `rank` INTEGER NULL,
    ADD UNIQUE INDEX `Item_code_key`(`code`);

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
