-- AlterTable Item
-- - drop the index Item_a_idx
-- - add the index Item_a_idx
ALTER TABLE `Item`
    DROP INDEX `Item_a_idx`,
    ADD INDEX `Item_a_idx`(`a`(20));

-- undone by

-- AlterTable Item
-- - drop the index Item_a_idx
-- - add the index Item_a_idx
ALTER TABLE `Item`
    DROP INDEX `Item_a_idx`,
    ADD INDEX `Item_a_idx`(`a`(10));
