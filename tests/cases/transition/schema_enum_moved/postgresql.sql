-- CreateSchema shop
CREATE SCHEMA IF NOT EXISTS "shop";

-- RenameEnum base.Color
-- - base.Color is now shop.Color
-- ! breaks running code: base.Color is gone under that name
ALTER TYPE "base"."Color" SET SCHEMA "shop";

-- undone by

-- RenameEnum shop.Color
-- - shop.Color is now base.Color
-- ! breaks running code: shop.Color is gone under that name
ALTER TYPE "shop"."Color" SET SCHEMA "base";
