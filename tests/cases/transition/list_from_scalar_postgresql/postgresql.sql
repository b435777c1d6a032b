-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column name: from TEXT to TEXT[], optional
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.name has another type
-- ! breaks running code: code that expects Item.name in every row
ALTER TABLE "Item"
    ALTER COLUMN "name" TYPE TEXT[] USING CASE WHEN "name" IS NULL THEN NULL ELSE ARRAY["name"] END,
    ALTER COLUMN "name" DROP NOT NULL;

-- undone by

-- nothing: going back would lose the values of Item.name
