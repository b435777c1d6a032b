-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex one of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "one" ON "Item"("a");
CREATE INDEX "one" ON "Item"("a");

-- undone by

-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex one of Item
-- ! may fail: rows that one does not tell apart
--   SELECT "a", count(*) FROM "Item" WHERE "a" IS NOT NULL GROUP BY "a" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "one" ON "Item"("a");
CREATE UNIQUE INDEX "one" ON "Item"("a");
