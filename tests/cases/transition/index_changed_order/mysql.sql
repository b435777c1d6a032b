-- AlterTable Item
-- - drop the index Item_a_b_idx
-- - add the index Item_b_a_idx
ALTER TABLE `Item`
    DROP INDEX `Item_a_b_idx`,
    ADD INDEX `Item_b_a_idx`(`b`, `a`);

-- undone by

-- AlterTable Item
-- - drop the index Item_b_a_idx
-- - add the index Item_a_b_idx
ALTER TABLE `Item`
    DROP INDEX `Item_b_a_idx`,
    ADD INDEX `Item_a_b_idx`(`a`, `b`);
