-- AlterTable Item
-- - drop the index x
-- - drop the index y
-- - add the index x
ALTER TABLE `Item`
    DROP INDEX `x`,
    DROP INDEX `y`,
    ADD INDEX `x`(`rank`);

-- undone by

-- RenameIndex x of Item
-- - x is now y
ALTER TABLE `Item` RENAME INDEX `x` TO `y`;

-- AlterTable Item
-- - add the index x
ALTER TABLE `Item`
    ADD INDEX `x`(`size`);
