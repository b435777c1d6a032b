-- AlterTable Item
-- - change the column name: required
-- ! may fail: rows without Item.name
--   SELECT * FROM "Item" WHERE "name" IS NULL
-- ! breaks running code: code that leaves Item.name out
ALTER TABLE "Item"
    ALTER COLUMN "name" SET NOT NULL;

-- undone by

-- AlterTable Item
-- - change the column name: optional
ALTER TABLE "Item"
    ALTER COLUMN "name" DROP NOT NULL;
