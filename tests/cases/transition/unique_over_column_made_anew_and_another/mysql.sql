-- AlterTable Item
-- - drop the column at
-- - add the column at
-- - add the index Item_kind_at_key
-- ! loses data: the values of Item.at
--   SELECT count(*) FROM `Item` WHERE `at` IS NOT NULL
-- ! breaks running code: Item.at is gone
-- ! may fail: rows that Item_kind_at_key does not tell apart
--   SELECT `kind`, count(*) FROM `Item` WHERE `kind` IS NOT NULL GROUP BY `kind` HAVING count(*) > 1
ALTER TABLE `Item`
    DROP COLUMN `at`,
    ADD COLUMN `at` DOUBLE NOT NULL DEFAULT 1,
    ADD UNIQUE INDEX `Item_kind_at_key`(`kind`, `at`);

-- undone by

-- nothing: what is gone cannot come back: the values of Item.at
