-- RenameIndex one of Item
-- - one is now _ketch_renaming
ALTER TABLE `Item` RENAME INDEX `one` TO `_ketch_renaming`;

-- RenameIndex two of Item
-- - two is now one
ALTER TABLE `Item` RENAME INDEX `two` TO `one`;

-- RenameIndex _ketch_renaming of Item
-- - _ketch_renaming is now two
ALTER TABLE `Item` RENAME INDEX `_ketch_renaming` TO `two`;

-- undone by

-- RenameIndex one of Item
-- - one is now _ketch_renaming
ALTER TABLE `Item` RENAME INDEX `one` TO `_ketch_renaming`;

-- RenameIndex two of Item
-- - two is now one
ALTER TABLE `Item` RENAME INDEX `two` TO `one`;

-- RenameIndex _ketch_renaming of Item
-- - _ketch_renaming is now two
ALTER TABLE `Item` RENAME INDEX `_ketch_renaming` TO `two`;
