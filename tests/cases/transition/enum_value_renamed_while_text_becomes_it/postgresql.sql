-- ReplaceValues Item.text
-- - 1 is now red
-- ! breaks running code: Item.text holds new values
UPDATE "Item" SET "text" = CASE "text" WHEN '1' THEN 'red' END WHERE "text" IN ('1');

-- RenameEnumValue Color.1
-- - 1 is now red
-- ! breaks running code: 1 is a value no more
ALTER TYPE "Color" RENAME VALUE '1' TO 'red';

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from "Color" to TEXT
-- - change the column text: from TEXT to "Color"
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.color has another type
-- ! may fail: values of Item.text that the new type does not hold
--   SELECT * FROM "Item" WHERE "text"::text NOT IN ('red', '2', '3', '1')
-- ! breaks running code: Item.text has another type
ALTER TABLE "Item"
    ALTER COLUMN "color" TYPE TEXT USING "color"::TEXT,
    ALTER COLUMN "text" TYPE "Color" USING "text"::text::"Color";

-- undone by

-- ReplaceValues Item.color
-- - red is now 1
-- ! breaks running code: Item.color holds new values
UPDATE "Item" SET "color" = CASE "color" WHEN 'red' THEN '1' END WHERE "color" IN ('red');

-- RenameEnumValue Color.red
-- - red is now 1
-- ! breaks running code: red is a value no more
ALTER TYPE "Color" RENAME VALUE 'red' TO '1';

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column color: from TEXT to "Color"
-- - change the column text: from "Color" to TEXT
-- ! may fail: values of Item.color that the new type does not hold
--   SELECT * FROM "Item" WHERE "color"::text NOT IN ('1', '2', '3', 'red')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.color has another type
-- ! breaks running code: Item.text has another type
ALTER TABLE "Item"
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color",
    ALTER COLUMN "text" TYPE TEXT USING "text"::TEXT;
