-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.a
-- - a is now b
-- ! breaks running code: Item.a is gone under that name
ALTER TABLE `Item` RENAME COLUMN `a` TO `b`;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.b
-- - b is now a
-- ! breaks running code: Item.b is gone under that name
ALTER TABLE `Item` RENAME COLUMN `b` TO `a`;
