-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex one of Item
CREATE INDEX "one" ON "Item"("a" DESC);

-- undone by

-- DropIndex one of Item
DROP INDEX "one";

-- CreateIndex one of Item
CREATE INDEX "one" ON "Item"("a");
