-- RenameColumn Item.value
-- - value is now worth
-- ! breaks running code: Item.value is gone under that name
ALTER TABLE "Item" RENAME COLUMN "value" TO "worth";

-- undone by

-- RenameColumn Item.worth
-- - worth is now value
-- ! breaks running code: Item.worth is gone under that name
ALTER TABLE "Item" RENAME COLUMN "worth" TO "value";
