-- CreateEnum
CREATE TYPE "Kind" AS ENUM ('one', 'two');
-- CreateTable
CREATE TABLE "author" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL DEFAULT 'it''s; quoted',

    CONSTRAINT "author_pkey" PRIMARY KEY ("id")
);
-- CreateTable
CREATE TABLE "item" (
    "id" SERIAL NOT NULL,
    "n" INTEGER NOT NULL,
    "kind" "Kind" NOT NULL DEFAULT 'one',

    CONSTRAINT "item_pkey" PRIMARY KEY ("id")
);
INSERT INTO "author" ("name") VALUES ('a'), ('b');
INSERT INTO "item" ("n") SELECT 10 * "id" FROM "author";
