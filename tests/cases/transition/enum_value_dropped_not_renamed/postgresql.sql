-- RenameEnum Color
-- - Color is now Color_old
ALTER TYPE "Color" RENAME TO "Color_old";

-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('PINK', 'GREEN', 'BLUE');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from "Color_old" to "Color"
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM "Item" WHERE "color"::text IN ('RED')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: RED is no value of Item.color any more
ALTER TABLE "Item"
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color";

-- DropEnum Color_old
DROP TYPE "Color_old";

-- undone by

-- RenameEnum Color
-- - Color is now Color_old
ALTER TYPE "Color" RENAME TO "Color_old";

-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('RED', 'GREEN', 'BLUE');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from "Color_old" to "Color"
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM "Item" WHERE "color"::text IN ('PINK')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: PINK is no value of Item.color any more
ALTER TABLE "Item"
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color";

-- DropEnum Color_old
DROP TYPE "Color_old";
