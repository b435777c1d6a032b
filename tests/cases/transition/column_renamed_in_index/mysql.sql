-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.name
-- - name is now title
-- ! breaks running code: Item.name is gone under that name
ALTER TABLE `Item` RENAME COLUMN `name` TO `title`;

-- RenameIndex Item_name_key of Item
-- - Item_name_key is now Item_title_key
ALTER TABLE `Item` RENAME INDEX `Item_name_key` TO `Item_title_key`;

-- RenameIndex Item_name_size_idx of Item
-- - Item_name_size_idx is now Item_title_size_idx
ALTER TABLE `Item` RENAME INDEX `Item_name_size_idx` TO `Item_title_size_idx`;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.title
-- - title is now name
-- ! breaks running code: Item.title is gone under that name
ALTER TABLE `Item` RENAME COLUMN `title` TO `name`;

-- RenameIndex Item_title_key of Item
-- - Item_title_key is now Item_name_key
ALTER TABLE `Item` RENAME INDEX `Item_title_key` TO `Item_name_key`;

-- RenameIndex Item_title_size_idx of Item
-- - Item_title_size_idx is now Item_name_size_idx
ALTER TABLE `Item` RENAME INDEX `Item_title_size_idx` TO `Item_name_size_idx`;
