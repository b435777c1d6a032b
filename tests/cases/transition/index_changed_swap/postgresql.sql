-- RenameIndex one of Item
-- - one is now _ketch_renaming
ALTER INDEX "one" RENAME TO "_ketch_renaming";

-- RenameIndex two of Item
-- - two is now one
ALTER INDEX "two" RENAME TO "one";

-- RenameIndex _ketch_renaming of Item
-- - _ketch_renaming is now two
ALTER INDEX "_ketch_renaming" RENAME TO "two";

-- undone by

-- RenameIndex one of Item
-- - one is now _ketch_renaming
ALTER INDEX "one" RENAME TO "_ketch_renaming";

-- RenameIndex two of Item
-- - two is now one
ALTER INDEX "two" RENAME TO "one";

-- RenameIndex _ketch_renaming of Item
-- - _ketch_renaming is now two
ALTER INDEX "_ketch_renaming" RENAME TO "two";
