-- AlterTable Item
-- - drop the index one
-- - drop the index two
-- - add the index one
-- - add the index two
ALTER TABLE `Item`
    DROP INDEX `one`,
    DROP INDEX `two`,
    ADD INDEX `one`(`b`),
    ADD INDEX `two`(`a`);

-- undone by

-- AlterTable Item
-- - drop the index one
-- - drop the index two
-- - add the index one
-- - add the index two
ALTER TABLE `Item`
    DROP INDEX `one`,
    DROP INDEX `two`,
    ADD INDEX `one`(`a`),
    ADD INDEX `two`(`b`);
