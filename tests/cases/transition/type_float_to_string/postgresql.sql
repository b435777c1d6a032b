-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from DOUBLE PRECISION to TEXT
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE TEXT USING "value"::TEXT;

-- undone by

-- nothing: going back would lose the spelling of the text in Item.value
