-- AlterTable Item
-- - drop the index one
-- - add the index one
ALTER TABLE `Item`
    DROP INDEX `one`,
    ADD INDEX `one`(`a` DESC);

-- undone by

-- AlterTable Item
-- - drop the index one
-- - add the index one
ALTER TABLE `Item`
    DROP INDEX `one`,
    ADD INDEX `one`(`a`);
