-- AlterTable Item
-- - drop the index Item_a_idx
-- - add the index Item_a_key
-- ! may fail: rows that Item_a_key does not tell apart
--   SELECT `a`, count(*) FROM `Item` WHERE `a` IS NOT NULL GROUP BY `a` HAVING count(*) > 1
ALTER TABLE `Item`
    DROP INDEX `Item_a_idx`,
    ADD UNIQUE INDEX `Item_a_key`(`a`);

-- undone by

-- AlterTable Item
-- - drop the index Item_a_key
-- - add the index Item_a_idx
ALTER TABLE `Item`
    DROP INDEX `Item_a_key`,
    ADD INDEX `Item_a_idx`(`a`);
