-- AlterTable Item
-- - change the column sizes: from INTEGER[] to BIGINT[]
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "sizes" TYPE BIGINT[];

-- undone by

-- nothing: going back would lose the values of Item.sizes
