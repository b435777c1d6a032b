-- AlterTable Item
-- - add the column names
-- - add the column sizes
ALTER TABLE "Item"
    ADD COLUMN "names" TEXT[],
    ADD COLUMN "sizes" INTEGER[] DEFAULT ARRAY[1, 2]::INTEGER[];

-- undone by

-- AlterTable Item
-- - drop the column names
-- - drop the column sizes
-- ! loses data: the values of Item.names
--   SELECT count(*) FROM "Item" WHERE "names" IS NOT NULL
-- ! breaks running code: Item.names is gone
-- ! loses data: the values of Item.sizes
--   SELECT count(*) FROM "Item" WHERE "sizes" IS NOT NULL
-- ! breaks running code: Item.sizes is gone
ALTER TABLE "Item"
    DROP COLUMN "names",
    DROP COLUMN "sizes";
