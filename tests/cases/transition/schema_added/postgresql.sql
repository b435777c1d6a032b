-- CreateSchema shop
CREATE SCHEMA IF NOT EXISTS "shop";

-- CreateTable shop.Other
CREATE TABLE "shop"."Other" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Other_pkey" PRIMARY KEY ("id")
);

-- CreateIndex Other_name_key of shop.Other
CREATE UNIQUE INDEX "Other_name_key" ON "shop"."Other"("name");

-- undone by

-- DropTable shop.Other
-- ! loses data: every row of shop.Other
--   SELECT count(*) FROM "shop"."Other"
-- ! breaks running code: shop.Other is gone
DROP TABLE "shop"."Other";
