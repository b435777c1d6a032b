-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex one of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "one" ON "Item"("a" DESC);
CREATE INDEX "one" ON "Item"("a" DESC);

-- undone by

-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex one of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "one" ON "Item"("a");
CREATE INDEX "one" ON "Item"("a");
