-- AlterTable Item
-- - change the column id: from INTEGER to BIGINT
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "id" TYPE BIGINT;

-- undone by

-- AlterTable Item
-- - change the column id: from BIGINT to INTEGER
-- ! may fail: values of Item.id that the new type does not hold
--   SELECT * FROM "Item" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "id" TYPE INTEGER;
