-- AlterTable Item
-- - drop the index Item_a_c_key
-- - drop the index Item_a_b_idx
ALTER TABLE `Item`
    DROP INDEX `Item_a_c_key`,
    DROP INDEX `Item_a_b_idx`;

-- undone by

-- AlterTable Item
-- - add the index Item_a_c_key
-- - add the index Item_a_b_idx
-- ! may fail: rows that Item_a_c_key does not tell apart
--   SELECT `a`, `c`, count(*) FROM `Item` WHERE `a` IS NOT NULL AND `c` IS NOT NULL GROUP BY `a`, `c` HAVING count(*) > 1
ALTER TABLE `Item`
    ADD UNIQUE INDEX `Item_a_c_key`(`a`, `c`),
    ADD INDEX `Item_a_b_idx`(`a`, `b` DESC);
