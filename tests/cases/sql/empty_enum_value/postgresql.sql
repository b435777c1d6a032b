-- CreateEnum
CREATE TYPE "Kind" AS ENUM ('', 'some');

-- CreateTable
CREATE TABLE "Row" (
    "id" INTEGER NOT NULL,
    "kind" "Kind" NOT NULL DEFAULT '',
    "also" "Kind",

    CONSTRAINT "Row_pkey" PRIMARY KEY ("id")
);

-- undone by

-- DropTable
DROP TABLE "Row";

-- DropEnum
DROP TYPE "Kind";
