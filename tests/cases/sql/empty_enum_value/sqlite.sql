-- CreateTable
CREATE TABLE "Row" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL DEFAULT '',
    "also" TEXT
);

-- undone by

-- DropTable
DROP TABLE "Row";
