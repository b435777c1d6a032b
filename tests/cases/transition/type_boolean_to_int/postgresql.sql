-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from BOOLEAN to INTEGER
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE INTEGER USING "value"::INTEGER;

-- undone by

-- nothing: going back would lose numbers other than 0 and 1 in Item.value
