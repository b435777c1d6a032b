-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.name
-- - name is now title
-- ! breaks running code: Item.name is gone under that name
ALTER TABLE `Item` RENAME COLUMN `name` TO `title`;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.title
-- - title is now name
-- ! breaks running code: Item.title is gone under that name
ALTER TABLE `Item` RENAME COLUMN `title` TO `name`;
