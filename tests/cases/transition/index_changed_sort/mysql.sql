-- AlterTable Item
-- - drop the index Item_a_idx
-- - add the index Item_a_idx
ALTER TABLE `Item`
    DROP INDEX `Item_a_idx`,
    ADD INDEX `Item_a_idx`(`a` DESC);

-- undone by

-- AlterTable Item
-- - drop the index Item_a_idx
-- - add the index Item_a_idx
ALTER TABLE `Item`
    DROP INDEX `Item_a_idx`,
    ADD INDEX `Item_a_idx`(`a`);
