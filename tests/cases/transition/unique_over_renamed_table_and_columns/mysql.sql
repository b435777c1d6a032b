-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE `Item` RENAME TO `Thing`;

-- RenameColumn Thing.name
-- - name is now label
-- ! breaks running code: Thing.name is gone under that name
ALTER TABLE `Thing` RENAME COLUMN `name` TO `label`;

-- RenameColumn Thing.size
-- - size is now length
-- ! breaks running code: Thing.size is gone under that name
ALTER TABLE `Thing` RENAME COLUMN `size` TO `length`;

-- AlterTable Thing
-- - add the column weight
-- - add the index Thing_label_length_key
-- - add the check large
-- ! may fail: rows that Thing_label_length_key does not tell apart
--   SELECT `name`, `size`, count(*) FROM `Item` WHERE `name` IS NOT NULL AND `size` IS NOT NULL GROUP BY `name`, `size` HAVING count(*) > 1
-- ! may fail: rows that break large
--   SELECT * FROM (SELECT `id`, `name` AS `label`, `size` AS `length` FROM `Item`) `Thing` WHERE NOT (length > 0 and label <> 'x')
-- ! long lock: every row of Thing may be written anew
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Thing`
    ADD COLUMN `weight` INTEGER NOT NULL DEFAULT 3,
    ADD UNIQUE INDEX `Thing_label_length_key`(`label`, `length`),
    ADD CONSTRAINT `large` CHECK (length > 0 and label <> 'x');

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE `Thing` RENAME TO `Item`;

-- RenameColumn Item.label
-- - label is now name
-- ! breaks running code: Item.label is gone under that name
ALTER TABLE `Item` RENAME COLUMN `label` TO `name`;

-- RenameColumn Item.length
-- - length is now size
-- ! breaks running code: Item.length is gone under that name
ALTER TABLE `Item` RENAME COLUMN `length` TO `size`;

-- AlterTable Item
-- - drop the check large
-- - drop the index Thing_label_length_key
-- - drop the column weight
-- ! loses data: the values of Item.weight
--   SELECT count(*) FROM `Thing` WHERE `weight` IS NOT NULL
-- ! breaks running code: Item.weight is gone
ALTER TABLE `Item`
    DROP CONSTRAINT `large`,
    DROP INDEX `Thing_label_length_key`,
    DROP COLUMN `weight`;
