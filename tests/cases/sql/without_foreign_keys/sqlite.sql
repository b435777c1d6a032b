-- CreateTable
CREATE TABLE "Author" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Book" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "authorId" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Team" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "_AuthorToTeam" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "Book_authorId_idx" ON "Book"("authorId");

-- CreateIndex
CREATE UNIQUE INDEX "_AuthorToTeam_AB_unique" ON "_AuthorToTeam"("A", "B");

-- CreateIndex
CREATE INDEX "_AuthorToTeam_B_index" ON "_AuthorToTeam"("B");

-- undone by

-- DropTable
DROP TABLE "_AuthorToTeam";

-- DropTable
DROP TABLE "Team";

-- DropTable
DROP TABLE "Book";

-- DropTable
DROP TABLE "Author";
