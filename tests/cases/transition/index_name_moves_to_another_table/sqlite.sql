-- DropIndex ia of One
DROP INDEX "ia";

-- DropIndex ib of Two
DROP INDEX "ib";

-- CreateIndex ib of One
CREATE INDEX "ib" ON "One"("x");

-- undone by

-- DropIndex ib of One
DROP INDEX "ib";

-- CreateIndex ia of One
CREATE INDEX "ia" ON "One"("x");

-- CreateIndex ib of Two
CREATE INDEX "ib" ON "Two"("y");
