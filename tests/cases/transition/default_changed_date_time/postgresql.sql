-- AlterTable Item
-- - change the column value: another default
ALTER TABLE "Item"
    ALTER COLUMN "value" DROP DEFAULT,
    ALTER COLUMN "value" SET DEFAULT '2020-01-02 03:04:05 +00:00';

-- undone by

-- AlterTable Item
-- - change the column value: another default
ALTER TABLE "Item"
    ALTER COLUMN "value" DROP DEFAULT,
    ALTER COLUMN "value" SET DEFAULT CURRENT_TIMESTAMP;
