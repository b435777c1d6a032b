-- RenameEnum Color
-- - Color is now Color_old
ALTER TYPE "Color" RENAME TO "Color_old";

-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('RED', 'GREEN', 'BLUE');

-- AlterTable Item
-- - change the column color: from "Color_old" to "Color"
-- - add the column border
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color",
    ADD COLUMN "border" "Color";

-- FillColumn Item.border
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE "Item" SET "border" = ketch_fill_in;

-- AlterTable Item
-- - change the column border: required
-- ! may fail: rows without Item.border
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! breaks running code: code that leaves Item.border out
-- Others go on if border is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_border" CHECK ("border" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_border";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_border";
ALTER TABLE "Item"
    ALTER COLUMN "border" SET NOT NULL;

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
-- - drop the column border
-- - change the column color: from "Color_old" to "Color"
-- ! loses data: the values of Item.border
--   SELECT count(*) FROM "Item" WHERE "border" IS NOT NULL
-- ! breaks running code: Item.border is gone
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM "Item" WHERE "color"::text IN ('BLUE')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: BLUE is no value of Item.color any more
ALTER TABLE "Item"
    DROP COLUMN "border",
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color";

-- DropEnum Color_old
DROP TYPE "Color_old";
