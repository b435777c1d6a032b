-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `_PostToTag_A_fkey`;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Post
-- - change the column id: from INTEGER to BIGINT
-- ! long lock: every row of Post may be written anew
-- ! breaks running code: Post.id has another type
ALTER TABLE `Post`
    MODIFY COLUMN `id` BIGINT NOT NULL;

-- AlterTable _PostToTag
-- - change the column A: from INTEGER to BIGINT
-- ! long lock: every row of _PostToTag may be written anew
-- ! breaks running code: _PostToTag.A has another type
ALTER TABLE `_PostToTag`
    MODIFY COLUMN `A` BIGINT NOT NULL;

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE `_PostToTag` DROP FOREIGN KEY `_PostToTag_A_fkey`;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Post
-- - change the column id: from BIGINT to INTEGER
-- ! may fail: values of Post.id that the new type does not hold
--   SELECT * FROM `Post` WHERE `id` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Post may be written anew
-- ! breaks running code: Post.id has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Post`
    MODIFY COLUMN `id` INTEGER NOT NULL;

-- AlterTable _PostToTag
-- - change the column A: from BIGINT to INTEGER
-- ! may fail: values of _PostToTag.A that the new type does not hold
--   SELECT * FROM `_PostToTag` WHERE `A` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of _PostToTag may be written anew
-- ! breaks running code: _PostToTag.A has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `_PostToTag`
    MODIFY COLUMN `A` INTEGER NOT NULL;

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE `_PostToTag` ADD CONSTRAINT `_PostToTag_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
