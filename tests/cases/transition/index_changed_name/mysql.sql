-- RenameIndex one of Item
-- - one is now two
ALTER TABLE `Item` RENAME INDEX `one` TO `two`;

-- undone by

-- RenameIndex two of Item
-- - two is now one
ALTER TABLE `Item` RENAME INDEX `two` TO `one`;
