-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from "Color" to TEXT
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE TEXT USING "value"::TEXT;

-- DropEnum Color
DROP TYPE "Color";

-- undone by

-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('RED', 'GREEN', 'BLUE');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from TEXT to "Color"
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE "value"::text NOT IN ('RED', 'GREEN', 'BLUE')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE "Color" USING "value"::text::"Color";
