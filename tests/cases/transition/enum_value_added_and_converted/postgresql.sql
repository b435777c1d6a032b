-- RenameEnum Color
-- - Color is now Color_old
ALTER TYPE "Color" RENAME TO "Color_old";

-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('RED', 'GREEN', '1', '2', '3');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from "Color_old" to "Color"
-- - change the column text: from TEXT to "Color"
-- ! long lock: every row of Item may be written anew
-- ! may fail: values of Item.text that the new type does not hold
--   SELECT * FROM "Item" WHERE "text"::text NOT IN ('RED', 'GREEN', '1', '2', '3')
-- ! breaks running code: Item.text has another type
ALTER TABLE "Item"
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color",
    ALTER COLUMN "text" TYPE "Color" USING "text"::text::"Color";

-- DropEnum Color_old
DROP TYPE "Color_old";

-- undone by

-- RenameEnum Color
-- - Color is now Color_old
ALTER TYPE "Color" RENAME TO "Color_old";

-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('RED', 'GREEN');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from "Color_old" to "Color"
-- - change the column text: from "Color_old" to TEXT
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM "Item" WHERE "color"::text IN ('1', '2', '3')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: 1, 2, 3 is no value of Item.color any more
-- ! breaks running code: Item.text has another type
ALTER TABLE "Item"
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color",
    ALTER COLUMN "text" TYPE TEXT USING "text"::TEXT;

-- DropEnum Color_old
DROP TYPE "Color_old";
