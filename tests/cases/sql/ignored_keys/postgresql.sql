-- CreateTable
CREATE TABLE "Row" (
    "id" INTEGER NOT NULL,
    "note" TEXT,

    CONSTRAINT "Row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Pair" (
    "a" TEXT NOT NULL,
    "b" INTEGER NOT NULL,

    CONSTRAINT "Pair_pkey" PRIMARY KEY ("a", "b")
);

-- CreateTable
CREATE TABLE "Number" (
    "id" INTEGER NOT NULL DEFAULT 7,
    "ratio" DOUBLE PRECISION NOT NULL DEFAULT 0.0,
    "price" DECIMAL(65,30) NOT NULL DEFAULT 0.10,

    CONSTRAINT "Number_pkey" PRIMARY KEY ("id")
);

-- undone by

-- DropTable
DROP TABLE "Number";

-- DropTable
DROP TABLE "Pair";

-- DropTable
DROP TABLE "Row";
