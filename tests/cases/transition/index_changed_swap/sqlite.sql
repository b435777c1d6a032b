-- DropIndex one of Item
DROP INDEX "one";

-- DropIndex two of Item
DROP INDEX "two";

-- CreateIndex two of Item
CREATE INDEX "two" ON "Item"("a");

-- CreateIndex one of Item
CREATE INDEX "one" ON "Item"("b");

-- undone by

-- DropIndex one of Item
DROP INDEX "one";

-- DropIndex two of Item
DROP INDEX "two";

-- CreateIndex two of Item
CREATE INDEX "two" ON "Item"("b");

-- CreateIndex one of Item
CREATE INDEX "one" ON "Item"("a");
