-- AlterTable Item
-- - change the column value: optional
ALTER TABLE "Item"
    ALTER COLUMN "value" DROP NOT NULL;

-- undone by

-- AlterTable Item
-- - change the column value: required
-- ! may fail: rows without Item.value
--   SELECT * FROM "Item" WHERE "value" IS NULL
-- ! breaks running code: code that leaves Item.value out
ALTER TABLE "Item"
    ALTER COLUMN "value" SET NOT NULL;
