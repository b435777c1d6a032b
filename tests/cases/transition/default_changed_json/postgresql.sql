-- AlterTable Item
-- - change the column value: another default
ALTER TABLE "Item"
    ALTER COLUMN "value" DROP DEFAULT,
    ALTER COLUMN "value" SET DEFAULT '[1]';

-- undone by

-- AlterTable Item
-- - change the column value: another default
ALTER TABLE "Item"
    ALTER COLUMN "value" DROP DEFAULT,
    ALTER COLUMN "value" SET DEFAULT '{}';
