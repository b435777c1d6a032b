-- AlterTable Item
-- - add the index Item_value_idx
ALTER TABLE `Item`
    ADD INDEX `Item_value_idx`(`value`);

-- undone by

-- AlterTable Item
-- - drop the index Item_value_idx
ALTER TABLE `Item`
    DROP INDEX `Item_value_idx`;
