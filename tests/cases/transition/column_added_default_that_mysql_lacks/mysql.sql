-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- AlterTable Item
-- - add the column code
-- - add the column settings
-- - add the column tags
-- - add the column extra
-- - add the column digest
-- - add the column short
-- - add the column note
-- - add the column owner
ALTER TABLE `Item`
    ADD COLUMN `code` INTEGER NOT NULL DEFAULT 7,
    ADD COLUMN `settings` JSON NOT NULL DEFAULT ('{"theme": "dark"}'),
    ADD COLUMN `tags` JSON NOT NULL DEFAULT (json_array()),
    ADD COLUMN `extra` JSON NULL DEFAULT ('[]'),
    ADD COLUMN `digest` LONGBLOB NOT NULL DEFAULT (X'000102'),
    ADD COLUMN `short` VARBINARY(4) NOT NULL DEFAULT X'00',
    ADD COLUMN `note` TEXT NOT NULL DEFAULT ('-'),
    ADD COLUMN `owner` VARCHAR(191) NULL;

-- FillColumn Item.owner
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE `Item` SET `owner` = ketch_fill_in;

-- AlterTable Item
-- - change the column owner: required
-- - change the column settings: no default
-- - change the column tags: no default
-- - change the column extra: no default
-- - change the column digest: no default
-- - change the column short: no default
-- ! may fail: rows without Item.owner
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: code that leaves Item.owner out
-- ! breaks running code: code that leaves Item.settings out
-- ! breaks running code: code that leaves Item.tags out
-- ! breaks running code: code that leaves Item.digest out
-- ! breaks running code: code that leaves Item.short out
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `owner` VARCHAR(191) NOT NULL,
    MODIFY COLUMN `settings` JSON NOT NULL,
    MODIFY COLUMN `tags` JSON NOT NULL,
    MODIFY COLUMN `extra` JSON NULL,
    MODIFY COLUMN `digest` LONGBLOB NOT NULL,
    MODIFY COLUMN `short` VARBINARY(4) NOT NULL;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- AlterTable Item
-- - drop the column code
-- - drop the column settings
-- - drop the column tags
-- - drop the column extra
-- - drop the column digest
-- - drop the column short
-- - drop the column note
-- - drop the column owner
-- ! loses data: the values of Item.code
--   SELECT count(*) FROM `Item` WHERE `code` IS NOT NULL
-- ! breaks running code: Item.code is gone
-- ! loses data: the values of Item.settings
--   SELECT count(*) FROM `Item` WHERE `settings` IS NOT NULL
-- ! breaks running code: Item.settings is gone
-- ! loses data: the values of Item.tags
--   SELECT count(*) FROM `Item` WHERE `tags` IS NOT NULL
-- ! breaks running code: Item.tags is gone
-- ! loses data: the values of Item.extra
--   SELECT count(*) FROM `Item` WHERE `extra` IS NOT NULL
-- ! breaks running code: Item.extra is gone
-- ! loses data: the values of Item.digest
--   SELECT count(*) FROM `Item` WHERE `digest` IS NOT NULL
-- ! breaks running code: Item.digest is gone
-- ! loses data: the values of Item.short
--   SELECT count(*) FROM `Item` WHERE `short` IS NOT NULL
-- ! breaks running code: Item.short is gone
-- ! loses data: the values of Item.note
--   SELECT count(*) FROM `Item` WHERE `note` IS NOT NULL
-- ! breaks running code: Item.note is gone
-- ! loses data: the values of Item.owner
--   SELECT count(*) FROM `Item` WHERE `owner` IS NOT NULL
-- ! breaks running code: Item.owner is gone
ALTER TABLE `Item`
    DROP COLUMN `code`,
    DROP COLUMN `settings`,
    DROP COLUMN `tags`,
    DROP COLUMN `extra`,
    DROP COLUMN `digest`,
    DROP COLUMN `short`,
    DROP COLUMN `note`,
    DROP COLUMN `owner`;
