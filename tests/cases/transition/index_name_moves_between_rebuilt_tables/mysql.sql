-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable One
-- - change the column x: from INTEGER to VARCHAR(191)
-- - add the index ib
-- ! long lock: every row of One may be written anew
-- ! breaks running code: One.x has another type
ALTER TABLE `One`
    MODIFY COLUMN `x` VARCHAR(191) NULL,
    ADD INDEX `ib`(`x`);

-- AlterTable Two
-- - drop the index ib
-- - change the column y: from INTEGER to VARCHAR(191)
-- ! long lock: every row of Two may be written anew
-- ! breaks running code: Two.y has another type
ALTER TABLE `Two`
    DROP INDEX `ib`,
    MODIFY COLUMN `y` VARCHAR(191) NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: going back would lose the spelling of the text in One.x
