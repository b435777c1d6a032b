-- RenameIndex ia of One
-- - ia is now ib
ALTER TABLE `One` RENAME INDEX `ia` TO `ib`;

-- AlterTable Two
-- - drop the index ib
ALTER TABLE `Two`
    DROP INDEX `ib`;

-- undone by

-- RenameIndex ib of One
-- - ib is now ia
ALTER TABLE `One` RENAME INDEX `ib` TO `ia`;

-- AlterTable Two
-- - add the index ib
ALTER TABLE `Two`
    ADD INDEX `ib`(`y`);
