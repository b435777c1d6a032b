-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - add the column b
-- - add the column c
ALTER TABLE `Item`
    ADD COLUMN `b` INTEGER NULL,
    ADD COLUMN `c` VARCHAR(191) NULL;

-- FillColumn Item.b
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE `Item` SET `b` = ketch_fill_in;

-- FillColumn Item.c
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE `Item` SET `c` = ketch_fill_in;

-- AlterTable Item
-- - change the column b: required
-- - change the column c: required
-- - add the index Item_b_c_idx
-- ! may fail: rows without Item.b
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.b out
-- ! may fail: rows without Item.c
-- ! breaks running code: code that leaves Item.c out
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `b` INTEGER NOT NULL,
    MODIFY COLUMN `c` VARCHAR(191) NOT NULL,
    ADD INDEX `Item_b_c_idx`(`b`, `c`);

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- AlterTable Item
-- - drop the index Item_b_c_idx
-- - drop the column b
-- - drop the column c
-- ! loses data: the values of Item.b
--   SELECT count(*) FROM `Item` WHERE `b` IS NOT NULL
-- ! breaks running code: Item.b is gone
-- ! loses data: the values of Item.c
--   SELECT count(*) FROM `Item` WHERE `c` IS NOT NULL
-- ! breaks running code: Item.c is gone
ALTER TABLE `Item`
    DROP INDEX `Item_b_c_idx`,
    DROP COLUMN `b`,
    DROP COLUMN `c`;
