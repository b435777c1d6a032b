-- DropIndex one of Item
DROP INDEX "one";

-- DropIndex two of Item
DROP INDEX "two";

-- CreateIndex one of Item
-- ! long lock: writes to Item wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "one" ON "Item"("b");

-- CreateIndex two of Item
-- ! long lock: writes to Item wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "two" ON "Item"("a");

-- undone by

-- DropIndex one of Item
DROP INDEX "one";

-- DropIndex two of Item
DROP INDEX "two";

-- CreateIndex one of Item
-- ! long lock: writes to Item wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "one" ON "Item"("a");

-- CreateIndex two of Item
-- ! long lock: writes to Item wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "two" ON "Item"("b");
