-- CreateSchema shop
CREATE SCHEMA IF NOT EXISTS "shop";

-- RenameEnum base.Color
-- - base.Color is now shop.Color
ALTER TYPE "base"."Color" SET SCHEMA "shop";

-- undone by

-- RenameEnum shop.Color
-- - shop.Color is now base.Color
ALTER TYPE "shop"."Color" SET SCHEMA "base";
