-- DropIndex x of Item
DROP INDEX "x";

-- RenameIndex y of Item
-- - y is now x
ALTER INDEX "y" RENAME TO "x";

-- undone by

-- RenameIndex x of Item
-- - x is now y
ALTER INDEX "x" RENAME TO "y";

-- CreateIndex x of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "x" ON "Item"("size");
CREATE INDEX "x" ON "Item"("size");
