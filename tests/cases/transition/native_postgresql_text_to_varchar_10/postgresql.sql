-- AlterTable Item
-- - change the column value: from TEXT to VARCHAR(10)
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE length("value"::text) > 10
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE VARCHAR(10);

-- undone by

-- AlterTable Item
-- - change the column value: from VARCHAR(10) to TEXT
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE TEXT;
