-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey A_bId_fkey of A
ALTER TABLE `A` DROP FOREIGN KEY `A_bId_fkey`;

-- DropIndex A_bId_fkey of A
DROP INDEX `A_bId_fkey` ON `A`;

-- DropForeignKey B_cId_fkey of B
ALTER TABLE `B` DROP FOREIGN KEY `B_cId_fkey`;

-- DropIndex B_cId_fkey of B
DROP INDEX `B_cId_fkey` ON `B`;

-- DropForeignKey C_aId_fkey of C
ALTER TABLE `C` DROP FOREIGN KEY `C_aId_fkey`;

-- DropIndex C_aId_fkey of C
DROP INDEX `C_aId_fkey` ON `C`;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable A
-- - change the column id: from INTEGER to BIGINT
-- - change the column bId: from INTEGER to BIGINT
-- ! long lock: every row of A may be written anew
-- ! breaks running code: A.id has another type
-- ! breaks running code: A.bId has another type
ALTER TABLE `A`
    MODIFY COLUMN `id` BIGINT NOT NULL,
    MODIFY COLUMN `bId` BIGINT NULL;

-- AlterTable B
-- - change the column id: from INTEGER to BIGINT
-- - change the column cId: from INTEGER to BIGINT
-- - add the index B_cId_key
-- ! long lock: every row of B may be written anew
-- ! breaks running code: B.id has another type
-- ! breaks running code: B.cId has another type
-- ! may fail: rows that B_cId_key does not tell apart
--   SELECT `cId`, count(*) FROM `B` WHERE `cId` IS NOT NULL GROUP BY `cId` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `B`
    MODIFY COLUMN `id` BIGINT NOT NULL,
    MODIFY COLUMN `cId` BIGINT NULL,
    ADD UNIQUE INDEX `B_cId_key`(`cId`);

-- AlterTable C
-- - change the column id: from INTEGER to BIGINT
-- - change the column aId: from INTEGER to BIGINT
-- - add the column note
-- ! long lock: every row of C may be written anew
-- ! breaks running code: C.id has another type
-- ! breaks running code: C.aId has another type
ALTER TABLE `C`
    MODIFY COLUMN `id` BIGINT NOT NULL,
    MODIFY COLUMN `aId` BIGINT NULL,
    ADD COLUMN `note` VARCHAR(191) NULL;

-- AddForeignKey A_bId_fkey of A
-- ! long lock: every row of A is checked
ALTER TABLE `A` ADD CONSTRAINT `A_bId_fkey` FOREIGN KEY (`bId`) REFERENCES `B`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey B_cId_fkey of B
-- ! long lock: every row of B is checked
ALTER TABLE `B` ADD CONSTRAINT `B_cId_fkey` FOREIGN KEY (`cId`) REFERENCES `C`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey C_aId_fkey of C
-- ! long lock: every row of C is checked
ALTER TABLE `C` ADD CONSTRAINT `C_aId_fkey` FOREIGN KEY (`aId`) REFERENCES `A`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey A_bId_fkey of A
ALTER TABLE `A` DROP FOREIGN KEY `A_bId_fkey`;

-- DropIndex A_bId_fkey of A
DROP INDEX `A_bId_fkey` ON `A`;

-- DropForeignKey B_cId_fkey of B
ALTER TABLE `B` DROP FOREIGN KEY `B_cId_fkey`;

-- DropForeignKey C_aId_fkey of C
ALTER TABLE `C` DROP FOREIGN KEY `C_aId_fkey`;

-- DropIndex C_aId_fkey of C
DROP INDEX `C_aId_fkey` ON `C`;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable A
-- - change the column id: from BIGINT to INTEGER
-- - change the column bId: from BIGINT to INTEGER
-- ! may fail: values of A.id that the new type does not hold
--   SELECT * FROM `A` WHERE `id` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of A may be written anew
-- ! breaks running code: A.id has another type
-- ! may fail: values of A.bId that the new type does not hold
--   SELECT * FROM `A` WHERE `bId` NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: A.bId has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `A`
    MODIFY COLUMN `id` INTEGER NOT NULL,
    MODIFY COLUMN `bId` INTEGER NULL;

-- AlterTable B
-- - drop the index B_cId_key
-- - change the column id: from BIGINT to INTEGER
-- - change the column cId: from BIGINT to INTEGER
-- ! may fail: values of B.id that the new type does not hold
--   SELECT * FROM `B` WHERE `id` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of B may be written anew
-- ! breaks running code: B.id has another type
-- ! may fail: values of B.cId that the new type does not hold
--   SELECT * FROM `B` WHERE `cId` NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: B.cId has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `B`
    DROP INDEX `B_cId_key`,
    MODIFY COLUMN `id` INTEGER NOT NULL,
    MODIFY COLUMN `cId` INTEGER NULL;

-- AlterTable C
-- - drop the column note
-- - change the column id: from BIGINT to INTEGER
-- - change the column aId: from BIGINT to INTEGER
-- ! loses data: the values of C.note
--   SELECT count(*) FROM `C` WHERE `note` IS NOT NULL
-- ! breaks running code: C.note is gone
-- ! may fail: values of C.id that the new type does not hold
--   SELECT * FROM `C` WHERE `id` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of C may be written anew
-- ! breaks running code: C.id has another type
-- ! may fail: values of C.aId that the new type does not hold
--   SELECT * FROM `C` WHERE `aId` NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: C.aId has another type
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `C`
    DROP COLUMN `note`,
    MODIFY COLUMN `id` INTEGER NOT NULL,
    MODIFY COLUMN `aId` INTEGER NULL;

-- AddForeignKey A_bId_fkey of A
-- ! long lock: every row of A is checked
ALTER TABLE `A` ADD CONSTRAINT `A_bId_fkey` FOREIGN KEY (`bId`) REFERENCES `B`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey B_cId_fkey of B
-- ! long lock: every row of B is checked
ALTER TABLE `B` ADD CONSTRAINT `B_cId_fkey` FOREIGN KEY (`cId`) REFERENCES `C`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey C_aId_fkey of C
-- ! long lock: every row of C is checked
ALTER TABLE `C` ADD CONSTRAINT `C_aId_fkey` FOREIGN KEY (`aId`) REFERENCES `A`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
