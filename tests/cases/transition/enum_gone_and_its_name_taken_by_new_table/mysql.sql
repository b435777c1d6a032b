-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- CreateTable Status
CREATE TABLE `Status` (
    `id` INTEGER NOT NULL,
    `name` VARCHAR(191) NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Task
-- - change the column status: from ENUM('OPEN', 'DONE') to VARCHAR(191)
-- ! long lock: every row of Task may be written anew
-- ! breaks running code: Task.status has another type
ALTER TABLE `Task`
    MODIFY COLUMN `status` VARCHAR(191) NOT NULL DEFAULT 'OPEN';

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropTable Status
-- ! loses data: every row of Status
--   SELECT count(*) FROM `Status`
-- ! breaks running code: Status is gone
DROP TABLE `Status`;

-- AlterTable Task
-- - add the check _ketch_guard_status
ALTER TABLE `Task`
    ADD CONSTRAINT `_ketch_guard_status` CHECK (NOT (`status` NOT IN ('OPEN', 'DONE')));

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Task
-- - drop the check _ketch_guard_status
-- - change the column status: from VARCHAR(191) to ENUM('OPEN', 'DONE')
-- ! may fail: values of Task.status that the new type does not hold
--   SELECT * FROM `Task` WHERE `status` NOT IN ('OPEN', 'DONE')
-- ! long lock: every row of Task may be written anew
-- ! breaks running code: Task.status has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Task`
    DROP CONSTRAINT `_ketch_guard_status`,
    MODIFY COLUMN `status` ENUM('OPEN', 'DONE') NOT NULL DEFAULT 'OPEN';

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
