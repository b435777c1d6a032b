-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - add the check _ketch_guard_text
ALTER TABLE `Item`
    ADD CONSTRAINT `_ketch_guard_text` CHECK (NOT (`text` NOT IN ('RED', 'GREEN', '1', '2', '3')));

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN') to ENUM('RED', 'GREEN', '1', '2', '3')
-- - drop the check _ketch_guard_text
-- - change the column text: from VARCHAR(191) to ENUM('RED', 'GREEN', '1', '2', '3')
-- ! may fail: values of Item.text that the new type does not hold
--   SELECT * FROM `Item` WHERE `text` NOT IN ('RED', 'GREEN', '1', '2', '3')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.text has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN', '1', '2', '3') NOT NULL,
    DROP CONSTRAINT `_ketch_guard_text`,
    MODIFY COLUMN `text` ENUM('RED', 'GREEN', '1', '2', '3') NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from ENUM('RED', 'GREEN', '1', '2', '3') to ENUM('RED', 'GREEN')
-- - change the column text: from ENUM('RED', 'GREEN', '1', '2', '3') to VARCHAR(191)
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM `Item` WHERE `color` IN ('1', '2', '3')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: 1, 2, 3 is no value of Item.color any more
-- ! breaks running code: Item.text has another type
ALTER TABLE `Item`
    MODIFY COLUMN `color` ENUM('RED', 'GREEN') NOT NULL,
    MODIFY COLUMN `text` VARCHAR(191) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
