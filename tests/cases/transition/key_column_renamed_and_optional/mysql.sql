-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.part
-- - part is now place
-- ! breaks running code: Item.part is gone under that name
ALTER TABLE `Item` RENAME COLUMN `part` TO `place`;

-- AlterTable Item
-- - add the column name
ALTER TABLE `Item`
    ADD COLUMN `name` VARCHAR(191) NULL;

-- FillColumn Item.name
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE `Item` SET `name` = ketch_fill_in;

-- AlterTable Item
-- - drop the primary key (id, place)
-- - change the column id: counts up
-- - change the column place: optional
-- - change the column name: required
-- - add the primary key (id)
-- ! breaks running code: code that expects Item.place in every row
-- ! may fail: rows without Item.name
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.name out
-- ! may fail: rows without a key of their own
--   SELECT `id`, count(*) FROM `Item` GROUP BY `id` HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    DROP PRIMARY KEY,
    MODIFY COLUMN `id` INTEGER NOT NULL AUTO_INCREMENT,
    MODIFY COLUMN `place` INTEGER NULL,
    MODIFY COLUMN `name` VARCHAR(191) NOT NULL,
    ADD PRIMARY KEY (`id`);

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.place
-- - place is now part
-- ! breaks running code: Item.place is gone under that name
ALTER TABLE `Item` RENAME COLUMN `place` TO `part`;

-- AlterTable Item
-- - drop the primary key (id)
-- - drop the column name
-- - change the column id: counts up no more
-- - change the column part: required
-- - add the primary key (id, part)
-- ! loses data: the values of Item.name
--   SELECT count(*) FROM `Item` WHERE `name` IS NOT NULL
-- ! breaks running code: Item.name is gone
-- ! breaks running code: code that leaves Item.id out
-- ! may fail: rows without Item.part
--   SELECT * FROM `Item` WHERE `place` IS NULL
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.part out
-- ! may fail: rows without a key of their own
--   SELECT `id`, `place`, count(*) FROM `Item` GROUP BY `id`, `place` HAVING count(*) > 1
-- ! long lock: Item is locked while the key is built
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    DROP PRIMARY KEY,
    DROP COLUMN `name`,
    MODIFY COLUMN `id` INTEGER NOT NULL,
    MODIFY COLUMN `part` INTEGER NOT NULL,
    ADD PRIMARY KEY (`id`, `part`);

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
