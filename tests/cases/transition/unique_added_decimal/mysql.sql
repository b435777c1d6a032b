-- AlterTable Item
-- - add the index Item_value_key
-- ! may fail: rows that Item_value_key does not tell apart
--   SELECT `value`, count(*) FROM `Item` WHERE `value` IS NOT NULL GROUP BY `value` HAVING count(*) > 1
ALTER TABLE `Item`
    ADD UNIQUE INDEX `Item_value_key`(`value`);

-- undone by

-- AlterTable Item
-- - drop the index Item_value_key
ALTER TABLE `Item`
    DROP INDEX `Item_value_key`;
