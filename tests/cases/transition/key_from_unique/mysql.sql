-- AlterTable Item
-- - drop the index Item_id_key
-- - add the primary key (id)
-- ! may fail: rows without a key of their own
--   SELECT `id`, count(*) FROM `Item` GROUP BY `id` HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
ALTER TABLE `Item`
    DROP INDEX `Item_id_key`,
    ADD PRIMARY KEY (`id`);

-- undone by

-- AlterTable Item
-- - drop the primary key (id)
-- - add the index Item_id_key
-- ! may fail: rows that Item_id_key does not tell apart
--   SELECT `id`, count(*) FROM `Item` WHERE `id` IS NOT NULL GROUP BY `id` HAVING count(*) > 1
ALTER TABLE `Item`
    DROP PRIMARY KEY,
    ADD UNIQUE INDEX `Item_id_key`(`id`);
