-- CreateSchema shop
CREATE SCHEMA IF NOT EXISTS "shop";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable base.Item
-- - base.Item is now shop.Item
-- ! breaks running code: base.Item is gone under that name
ALTER TABLE "base"."Item" SET SCHEMA "shop";

-- undone by

-- CreateSchema base
CREATE SCHEMA IF NOT EXISTS "base";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable shop.Item
-- - shop.Item is now base.Item
-- ! breaks running code: shop.Item is gone under that name
ALTER TABLE "shop"."Item" SET SCHEMA "base";
