-- AlterTable Item
-- - change the column code: required
-- ! may fail: rows without Item.code
--   SELECT * FROM "Item" WHERE "code" IS NULL
-- ! breaks running code: code that leaves Item.code out
ALTER TABLE "Item"
    ALTER COLUMN "code" SET NOT NULL;

-- undone by

-- AlterTable Item
-- - change the column code: optional
ALTER TABLE "Item"
    ALTER COLUMN "code" DROP NOT NULL;
