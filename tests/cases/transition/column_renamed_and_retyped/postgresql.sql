-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.size
-- - size is now length
-- ! breaks running code: Item.size is gone under that name
ALTER TABLE "Item" RENAME COLUMN "size" TO "length";

-- AlterTable Item
-- - change the column length: from INTEGER to BIGINT, optional
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.length has another type
-- ! breaks running code: code that expects Item.length in every row
ALTER TABLE "Item"
    ALTER COLUMN "length" TYPE BIGINT,
    ALTER COLUMN "length" DROP NOT NULL;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.length
-- - length is now size
-- ! breaks running code: Item.length is gone under that name
ALTER TABLE "Item" RENAME COLUMN "length" TO "size";

-- AlterTable Item
-- - change the column size: from BIGINT to INTEGER, required
-- ! may fail: values of Item.size that the new type does not hold
--   SELECT * FROM "Item" WHERE "length" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.size has another type
-- ! may fail: rows without Item.size
--   SELECT * FROM "Item" WHERE "length" IS NULL
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! breaks running code: code that leaves Item.size out
ALTER TABLE "Item"
    ALTER COLUMN "size" TYPE INTEGER,
    ALTER COLUMN "size" SET NOT NULL;
