-- AlterTable Item
-- - drop the index one
-- - drop the column a
-- - add the index one
-- ! loses data: the values of Item.a
--   SELECT count(*) FROM `Item` WHERE `a` IS NOT NULL
-- ! breaks running code: Item.a is gone
ALTER TABLE `Item`
    DROP INDEX `one`,
    DROP COLUMN `a`,
    ADD INDEX `one`(`b`);

-- undone by

-- nothing: what is gone cannot come back: the values of Item.a
