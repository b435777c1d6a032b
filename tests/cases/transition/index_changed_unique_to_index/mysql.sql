-- AlterTable Item
-- - drop the index one
-- - add the index one
ALTER TABLE `Item`
    DROP INDEX `one`,
    ADD INDEX `one`(`a`);

-- undone by

-- AlterTable Item
-- - drop the index one
-- - add the index one
-- ! may fail: rows that one does not tell apart
--   SELECT `a`, count(*) FROM `Item` WHERE `a` IS NOT NULL GROUP BY `a` HAVING count(*) > 1
ALTER TABLE `Item`
    DROP INDEX `one`,
    ADD UNIQUE INDEX `one`(`a`);
