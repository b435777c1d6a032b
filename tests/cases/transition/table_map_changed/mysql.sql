-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable items
-- - items is now things
-- ! breaks running code: items is gone under that name
ALTER TABLE `items` RENAME TO `things`;

-- RenameIndex items_name_key of things
-- - items_name_key is now things_name_key
ALTER TABLE `things` RENAME INDEX `items_name_key` TO `things_name_key`;

-- RenameIndex items_notes_idx of things
-- - items_notes_idx is now things_notes_idx
ALTER TABLE `things` RENAME INDEX `items_notes_idx` TO `things_notes_idx`;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable things
-- - things is now items
-- ! breaks running code: things is gone under that name
ALTER TABLE `things` RENAME TO `items`;

-- RenameIndex things_name_key of items
-- - things_name_key is now items_name_key
ALTER TABLE `items` RENAME INDEX `things_name_key` TO `items_name_key`;

-- RenameIndex things_notes_idx of items
-- - things_notes_idx is now items_notes_idx
ALTER TABLE `items` RENAME INDEX `things_notes_idx` TO `items_notes_idx`;
