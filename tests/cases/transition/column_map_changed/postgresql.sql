-- RenameColumn Item.a
-- - a is now b
-- ! breaks running code: Item.a is gone under that name
ALTER TABLE "Item" RENAME COLUMN "a" TO "b";

-- undone by

-- RenameColumn Item.b
-- - b is now a
-- ! breaks running code: Item.b is gone under that name
ALTER TABLE "Item" RENAME COLUMN "b" TO "a";
