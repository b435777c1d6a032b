-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN') to ENUM('RED', 'GREEN', 'BLUE')
-- - add the column border
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', 'BLUE') NOT NULL,
    ADD COLUMN `border` ENUM('RED', 'GREEN', 'BLUE') NULL;

-- FillColumn Item.border
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE `Item` SET `border` = ketch_fill_in;

-- AlterTable Item
-- - change the column border: required
-- ! may fail: rows without Item.border
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.border out
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `border` ENUM('RED', 'GREEN', 'BLUE') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - drop the column border
-- - change the column color: from ENUM('RED', 'GREEN', 'BLUE') to ENUM('RED', 'GREEN')
-- ! loses data: the values of Item.border
--   SELECT count(*) FROM `Item` WHERE `border` IS NOT NULL
-- ! breaks running code: Item.border is gone
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM `Item` WHERE `color` IN ('BLUE')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: BLUE is no value of Item.color any more
ALTER TABLE `Item`
    DROP COLUMN `border`,
    MODIFY COLUMN `color` ENUM('RED', 'GREEN') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
