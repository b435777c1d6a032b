-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column sizes: from INTEGER[] to BIGINT[]
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.sizes has another type
ALTER TABLE "Item"
    ALTER COLUMN "sizes" TYPE BIGINT[];

-- undone by

-- nothing: going back would lose the values of Item.sizes
