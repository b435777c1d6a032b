-- AlterTable Item
-- - change the column sizes: from INTEGER[] to BIGINT[]
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "sizes" TYPE BIGINT[];

-- undone by

-- AlterTable Item
-- - drop the column sizes
-- - add the column sizes
-- ! loses data: the values of Item.sizes
--   SELECT count(*) FROM "Item" WHERE "sizes" IS NOT NULL
-- ! breaks running code: Item.sizes is gone
ALTER TABLE "Item"
    DROP COLUMN "sizes",
    ADD COLUMN "sizes" INTEGER[];
