-- CreateSchema shop
CREATE SCHEMA IF NOT EXISTS "shop";

-- RenameTable base.Item
-- - base.Item is now shop.Item
-- ! breaks running code: base.Item is gone under that name
ALTER TABLE "base"."Item" SET SCHEMA "shop";

-- undone by

-- CreateSchema base
CREATE SCHEMA IF NOT EXISTS "base";

-- RenameTable shop.Item
-- - shop.Item is now base.Item
-- ! breaks running code: shop.Item is gone under that name
ALTER TABLE "shop"."Item" SET SCHEMA "base";
