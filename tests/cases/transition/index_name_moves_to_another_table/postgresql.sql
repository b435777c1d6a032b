-- DropIndex ib of Two
DROP INDEX "ib";

-- RenameIndex ia of One
-- - ia is now ib
ALTER INDEX "ia" RENAME TO "ib";

-- undone by

-- RenameIndex ib of One
-- - ib is now ia
ALTER INDEX "ib" RENAME TO "ia";

-- CreateIndex ib of Two
-- ! long lock: writes to Two wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "ib" ON "Two"("y");
CREATE INDEX "ib" ON "Two"("y");
