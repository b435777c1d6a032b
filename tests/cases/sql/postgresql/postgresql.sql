-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "stock";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "pg_trgm";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "citext" WITH SCHEMA "public";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "hstore" VERSION "1.8";

-- CreateEnum
CREATE TYPE "stock"."unit" AS ENUM ('piece', 'm');

-- CreateTable
CREATE TABLE "stock"."Item" (
    "id" SERIAL NOT NULL,
    "small" SMALLSERIAL NOT NULL,
    "big" BIGSERIAL NOT NULL,
    "name" CITEXT NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "hash" CHAR(3) NOT NULL,
    "bits" BIT(3) NOT NULL DEFAULT '101',
    "uuid" UUID NOT NULL DEFAULT gen_random_uuid(),
    "units" "stock"."unit"[] DEFAULT ARRAY['piece', 'm']::"stock"."unit"[],
    "tags" TEXT[] DEFAULT ARRAY['it''s', 'b']::TEXT[],
    "dates" TIMESTAMPTZ(6)[] DEFAULT ARRAY['2020-01-02 03:04:05 +00:00']::TIMESTAMPTZ(6)[],
    "empty" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "none" JSONB[],
    "blobs" BYTEA[] DEFAULT ARRAY['\x00ff']::BYTEA[],
    "data" JSONB NOT NULL DEFAULT '{}',
    "price" MONEY NOT NULL DEFAULT 1.50,
    "day" DATE NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "at" TIMETZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "search" tsvector DEFAULT ''::tsvector,

    CONSTRAINT "item key" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."Moving" (
    "id" TEXT NOT NULL,
    "itemId" INTEGER,
    "unit" "stock"."unit" NOT NULL DEFAULT 'm',

    CONSTRAINT "Moving_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."Shelf" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "Shelf_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock"."_ItemToShelf" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_ItemToShelf_AB_pkey" PRIMARY KEY ("A", "B")
);

-- CreateIndex
CREATE UNIQUE INDEX "Item_name_code_key" ON "stock"."Item"("name", "code") WHERE "code" != 'x''y' AND "small" = 3 AND "data" IS NULL;

-- CreateIndex
CREATE INDEX "Item_code_idx" ON "stock"."Item"("code" varchar_pattern_ops DESC);

-- CreateIndex
CREATE INDEX "Item_data_idx" ON "stock"."Item" USING GIN ("data" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "item tags" ON "stock"."Item" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "Item_hash_idx" ON "stock"."Item" USING HASH ("hash") WHERE small > 3;

-- CreateIndex
CREATE INDEX "Item_big_idx" ON "stock"."Item" USING BRIN ("big" int8_minmax_multi_ops);

-- CreateIndex
CREATE INDEX "item_name_trgm" ON "stock"."Item" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "_ItemToShelf_B_index" ON "stock"."_ItemToShelf"("B");

-- AddForeignKey
ALTER TABLE "public"."Moving" ADD CONSTRAINT "Moving_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "stock"."Item"("id") ON DELETE SET DEFAULT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock"."_ItemToShelf" ADD CONSTRAINT "_ItemToShelf_A_fkey" FOREIGN KEY ("A") REFERENCES "stock"."Item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock"."_ItemToShelf" ADD CONSTRAINT "_ItemToShelf_B_fkey" FOREIGN KEY ("B") REFERENCES "public"."Shelf"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- DropForeignKey
ALTER TABLE "stock"."_ItemToShelf" DROP CONSTRAINT "_ItemToShelf_B_fkey";

-- DropForeignKey
ALTER TABLE "stock"."_ItemToShelf" DROP CONSTRAINT "_ItemToShelf_A_fkey";

-- DropForeignKey
ALTER TABLE "public"."Moving" DROP CONSTRAINT "Moving_itemId_fkey";

-- DropTable
DROP TABLE "stock"."_ItemToShelf";

-- DropTable
DROP TABLE "public"."Shelf";

-- DropTable
DROP TABLE "public"."Moving";

-- DropTable
DROP TABLE "stock"."Item";

-- DropEnum
DROP TYPE "stock"."unit";
