-- RenameIndex one of Item
-- - one is now two
ALTER INDEX "one" RENAME TO "two";

-- undone by

-- RenameIndex two of Item
-- - two is now one
ALTER INDEX "two" RENAME TO "one";
