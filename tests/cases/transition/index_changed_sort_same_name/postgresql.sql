-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex one of Item
-- ! long lock: writes to Item wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "one" ON "Item"("a" DESC);

-- undone by

-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex one of Item
-- ! long lock: writes to Item wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "one" ON "Item"("a");
