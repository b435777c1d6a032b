-- DropIndex x of Item
DROP INDEX "x";

-- DropIndex y of Item
DROP INDEX "y";

-- CreateIndex x of Item
CREATE INDEX "x" ON "Item"("rank");

-- undone by

-- DropIndex x of Item
DROP INDEX "x";

-- CreateIndex x of Item
CREATE INDEX "x" ON "Item"("size");

-- CreateIndex y of Item
CREATE INDEX "y" ON "Item"("rank");
