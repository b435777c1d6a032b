-- AlterTable Item
-- - change the column value: another default
ALTER TABLE "Item"
    ALTER COLUMN "value" SET DEFAULT 1.50;

-- undone by

-- AlterTable Item
-- - change the column value: no default
-- ! breaks running code: code that leaves Item.value out
ALTER TABLE "Item"
    ALTER COLUMN "value" DROP DEFAULT;
