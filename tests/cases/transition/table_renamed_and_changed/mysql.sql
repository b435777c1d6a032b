-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE `Item` RENAME TO `Thing`;

-- RenameColumn Thing.name
-- - name is now title
-- ! breaks running code: Thing.name is gone under that name
ALTER TABLE `Thing` RENAME COLUMN `name` TO `title`;

-- RenameIndex Item_notes_idx of Thing
-- - Item_notes_idx is now Thing_notes_idx
ALTER TABLE `Thing` RENAME INDEX `Item_notes_idx` TO `Thing_notes_idx`;

-- AlterTable Thing
-- - drop the index Item_name_key
-- - change the column notes: another default
ALTER TABLE `Thing`
    DROP INDEX `Item_name_key`,
    MODIFY COLUMN `notes` VARCHAR(191) NULL DEFAULT '-';

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE `Thing` RENAME TO `Item`;

-- RenameColumn Item.title
-- - title is now name
-- ! breaks running code: Item.title is gone under that name
ALTER TABLE `Item` RENAME COLUMN `title` TO `name`;

-- RenameIndex Thing_notes_idx of Item
-- - Thing_notes_idx is now Item_notes_idx
ALTER TABLE `Item` RENAME INDEX `Thing_notes_idx` TO `Item_notes_idx`;

-- AlterTable Item
-- - change the column notes: no default
-- - add the index Item_name_key
-- ! may fail: rows that Item_name_key does not tell apart
--   SELECT `title`, count(*) FROM `Thing` WHERE `title` IS NOT NULL GROUP BY `title` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    MODIFY COLUMN `notes` VARCHAR(191) NULL,
    ADD UNIQUE INDEX `Item_name_key`(`name`);

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
