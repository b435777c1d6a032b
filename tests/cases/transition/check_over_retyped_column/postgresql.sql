-- AlterTable Item
-- - drop the check price_is_positive
-- - change the column price: from INTEGER to BIGINT
-- - add the check price_is_positive
-- ! long lock: every row of Item may be written anew
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM "Item" WHERE NOT (price >= 0)
ALTER TABLE "Item"
    DROP CONSTRAINT "price_is_positive",
    ALTER COLUMN "price" TYPE BIGINT,
    ADD CONSTRAINT "price_is_positive" CHECK (price >= 0);

-- undone by

-- AlterTable Item
-- - drop the check price_is_positive
-- - change the column price: from BIGINT to INTEGER
-- - add the check price_is_positive
-- ! may fail: values of Item.price that the new type does not hold
--   SELECT * FROM "Item" WHERE "price" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM "Item" WHERE NOT (price >= 0)
ALTER TABLE "Item"
    DROP CONSTRAINT "price_is_positive",
    ALTER COLUMN "price" TYPE INTEGER,
    ADD CONSTRAINT "price_is_positive" CHECK (price >= 0);
