-- RenameEnum Color
-- - Color is now Color_old
ALTER TYPE "Color" RENAME TO "Color_old";

-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('BLUE', 'RED', 'GREEN');

-- AlterTable Item
-- - change the column color: from "Color_old" to "Color"
-- ! long lock: every row of Item may be written anew
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

-- AlterTable Item
-- - change the column color: from "Color_old" to "Color"
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color";

-- DropEnum Color_old
DROP TYPE "Color_old";
