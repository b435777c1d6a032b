-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE `Item` RENAME TO `Thing`;

-- RenameIndex Item_name_key of Thing
-- - Item_name_key is now Thing_name_key
ALTER TABLE `Thing` RENAME INDEX `Item_name_key` TO `Thing_name_key`;

-- RenameIndex Item_notes_idx of Thing
-- - Item_notes_idx is now Thing_notes_idx
ALTER TABLE `Thing` RENAME INDEX `Item_notes_idx` TO `Thing_notes_idx`;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE `Thing` RENAME TO `Item`;

-- RenameIndex Thing_name_key of Item
-- - Thing_name_key is now Item_name_key
ALTER TABLE `Item` RENAME INDEX `Thing_name_key` TO `Item_name_key`;

-- RenameIndex Thing_notes_idx of Item
-- - Thing_notes_idx is now Item_notes_idx
ALTER TABLE `Item` RENAME INDEX `Thing_notes_idx` TO `Item_notes_idx`;
