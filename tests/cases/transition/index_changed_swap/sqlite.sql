-- DropIndex one of Item
DROP INDEX "one";

-- DropIndex two of Item
DROP INDEX "two";

-- CreateIndex one of Item
CREATE INDEX "one" ON "Item"("b");

-- CreateIndex two of Item
CREATE INDEX "two" ON "Item"("a");

-- undone by

-- DropIndex one of Item
DROP INDEX "one";

-- DropIndex two of Item
DROP INDEX "two";

-- CreateIndex one of Item
CREATE INDEX "one" ON "Item"("a");

-- CreateIndex two of Item
CREATE INDEX "two" ON "Item"("b");
