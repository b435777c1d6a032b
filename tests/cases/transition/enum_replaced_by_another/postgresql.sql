-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from "Color" to "Tone"
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM "Item" WHERE "color"::text IN ('BLUE')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: BLUE is no value of Item.color any more
ALTER TABLE "Item"
    ALTER COLUMN "color" TYPE "Tone" USING "color"::text::"Tone";

-- undone by

-- AlterTable Item
-- - change the column color: from "Tone" to "Color"
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color";
