-- CreateTable
CREATE TABLE "Row" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "note" TEXT
);

-- CreateTable
CREATE TABLE "Pair" (
    "a" TEXT,
    "b" INTEGER,

    PRIMARY KEY ("a", "b")
);

-- CreateTable
CREATE TABLE "Number" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT DEFAULT 7,
    "ratio" REAL NOT NULL DEFAULT 0.0,
    "price" TEXT NOT NULL DEFAULT '0.1'
);

-- undone by

-- DropTable
DROP TABLE "Number";

-- DropTable
DROP TABLE "Pair";

-- DropTable
DROP TABLE "Row";
