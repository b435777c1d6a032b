-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex two of Item
-- ! may fail: rows that two does not tell apart
--   SELECT "a", "b", count(*) FROM "Item" WHERE "a" IS NOT NULL AND "b" IS NOT NULL GROUP BY "a", "b" HAVING count(*) > 1
CREATE UNIQUE INDEX "two" ON "Item"("a", "b");

-- undone by

-- DropIndex two of Item
DROP INDEX "two";

-- CreateIndex one of Item
-- ! may fail: rows that one does not tell apart
--   SELECT "a", "b", count(*) FROM "Item" WHERE "a" IS NOT NULL AND "b" IS NOT NULL GROUP BY "a", "b" HAVING count(*) > 1
CREATE UNIQUE INDEX "one" ON "Item"("a", "b");
