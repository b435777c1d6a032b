-- RenameColumn Item.id
-- - id is now number
-- ! breaks running code: Item.id is gone under that name
ALTER TABLE `Item` RENAME COLUMN `id` TO `number`;

-- undone by

-- RenameColumn Item.number
-- - number is now id
-- ! breaks running code: Item.number is gone under that name
ALTER TABLE `Item` RENAME COLUMN `number` TO `id`;
