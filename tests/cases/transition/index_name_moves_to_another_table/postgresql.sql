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
-- ! long lock: writes to Two wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "ib" ON "Two"("y");
