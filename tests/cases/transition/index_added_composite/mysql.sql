-- AlterTable Item
-- - add the index Item_a_b_idx
-- - add the index Item_a_c_key
-- ! may fail: rows that Item_a_c_key does not tell apart
--   SELECT `a`, `c`, count(*) FROM `Item` WHERE `a` IS NOT NULL AND `c` IS NOT NULL GROUP BY `a`, `c` HAVING count(*) > 1
ALTER TABLE `Item`
    ADD INDEX `Item_a_b_idx`(`a`, `b` DESC),
    ADD UNIQUE INDEX `Item_a_c_key`(`a`, `c`);

-- undone by

-- AlterTable Item
-- - drop the index Item_a_b_idx
-- - drop the index Item_a_c_key
ALTER TABLE `Item`
    DROP INDEX `Item_a_b_idx`,
    DROP INDEX `Item_a_c_key`;
