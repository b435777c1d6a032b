-- AlterTable Item
-- - drop the index Item_a_idx
-- - drop the column a
-- ! loses data: the values of Item.a
--   SELECT count(*) FROM `Item` WHERE `a` IS NOT NULL
-- ! breaks running code: Item.a is gone
ALTER TABLE `Item`
    DROP INDEX `Item_a_idx`,
    DROP COLUMN `a`;

-- undone by

-- nothing: what is gone cannot come back: the values of Item.a
