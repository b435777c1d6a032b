-- AlterTable Item
-- - drop the primary key (code)
-- - add the column id
-- - add the primary key (id)
-- ! long lock: Item is locked while the key is built
ALTER TABLE `Item`
    DROP PRIMARY KEY,
    ADD COLUMN `id` INTEGER NOT NULL AUTO_INCREMENT,
    ADD PRIMARY KEY (`id`);

-- undone by

-- AlterTable Item
-- - drop the primary key (id)
-- - drop the column id
-- - add the primary key (code)
-- ! loses data: the values of Item.id
--   SELECT count(*) FROM `Item` WHERE `id` IS NOT NULL
-- ! breaks running code: Item.id is gone
-- ! may fail: rows without a key of their own
--   SELECT `code`, count(*) FROM `Item` GROUP BY `code` HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
ALTER TABLE `Item`
    DROP PRIMARY KEY,
    DROP COLUMN `id`,
    ADD PRIMARY KEY (`code`);
