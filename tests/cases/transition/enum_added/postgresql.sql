-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('RED', 'GREEN', 'BLUE');

-- AlterTable Item
-- - add the column color
ALTER TABLE "Item"
    ADD COLUMN "color" "Color";

-- undone by

-- AlterTable Item
-- - drop the column color
-- ! loses data: the values of Item.color
--   SELECT count(*) FROM "Item" WHERE "color" IS NOT NULL
-- ! breaks running code: Item.color is gone
ALTER TABLE "Item"
    DROP COLUMN "color";

-- DropEnum Color
DROP TYPE "Color";
