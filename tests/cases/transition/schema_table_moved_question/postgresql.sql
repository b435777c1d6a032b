-- CreateSchema shop
CREATE SCHEMA IF NOT EXISTS "shop";

-- DropTable base.Item
-- ! loses data: every row of base.Item
--   SELECT count(*) FROM "base"."Item"
-- ! breaks running code: base.Item is gone
DROP TABLE "base"."Item";

-- CreateTable shop.Item
CREATE TABLE "shop"."Item" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Item_pkey" PRIMARY KEY ("id")
);

-- CreateIndex Item_name_key of shop.Item
CREATE UNIQUE INDEX "Item_name_key" ON "shop"."Item"("name");

-- undone by

-- nothing: what is gone cannot come back: every row of base.Item
