-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - add the check _ketch_guard_kind
ALTER TABLE `Item`
    ADD CONSTRAINT `_ketch_guard_kind` CHECK (NOT (`kind` NOT IN ('1', '2', '3')));

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column state: from ENUM('OPEN', 'CLOSED') to VARCHAR(191)
-- - drop the check _ketch_guard_kind
-- - change the column kind: from VARCHAR(191) to ENUM('1', '2', '3')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.state has another type
-- ! may fail: values of Item.kind that the new type does not hold
--   SELECT * FROM `Item` WHERE `kind` NOT IN ('1', '2', '3')
-- ! breaks running code: Item.kind has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `state` VARCHAR(191) NOT NULL DEFAULT 'OPEN',
    DROP CONSTRAINT `_ketch_guard_kind`,
    MODIFY COLUMN `kind` ENUM('1', '2', '3') NOT NULL DEFAULT '1';

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - add the check _ketch_guard_state
ALTER TABLE `Item`
    ADD CONSTRAINT `_ketch_guard_state` CHECK (NOT (`state` NOT IN ('OPEN', 'CLOSED')));

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - drop the check _ketch_guard_state
-- - change the column state: from VARCHAR(191) to ENUM('OPEN', 'CLOSED')
-- - change the column kind: from ENUM('1', '2', '3') to VARCHAR(191)
-- ! may fail: values of Item.state that the new type does not hold
--   SELECT * FROM `Item` WHERE `state` NOT IN ('OPEN', 'CLOSED')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.state has another type
-- ! breaks running code: Item.kind has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    DROP CONSTRAINT `_ketch_guard_state`,
    MODIFY COLUMN `state` ENUM('OPEN', 'CLOSED') NOT NULL DEFAULT 'OPEN',
    MODIFY COLUMN `kind` VARCHAR(191) NOT NULL DEFAULT '1';

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
