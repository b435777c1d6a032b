-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex one of Item
CREATE INDEX "one" ON "Item"("a");

-- undone by

-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex one of Item
-- ! may fail: rows that one does not tell apart
--   SELECT "a", count(*) FROM "Item" WHERE "a" IS NOT NULL GROUP BY "a" HAVING count(*) > 1
CREATE UNIQUE INDEX "one" ON "Item"("a");
