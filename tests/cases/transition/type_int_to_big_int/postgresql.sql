-- AlterTable Item
-- - change the column value: from INTEGER to BIGINT
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE BIGINT;

-- undone by

-- AlterTable Item
-- - change the column value: from BIGINT to INTEGER
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE "value" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE INTEGER;
