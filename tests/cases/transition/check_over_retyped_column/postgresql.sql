-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - drop the check price_is_positive
-- - change the column price: from INTEGER to BIGINT
-- - add the check price_is_positive
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.price has another type
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM "Item" WHERE NOT (price >= 0)
-- ! long lock: nobody reads or writes Item while every row is checked
-- Others go on if price_is_positive is checked in a transaction of its own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "price_is_positive" CHECK (price >= 0) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "price_is_positive";
ALTER TABLE "Item"
    DROP CONSTRAINT "price_is_positive",
    ALTER COLUMN "price" TYPE BIGINT,
    ADD CONSTRAINT "price_is_positive" CHECK (price >= 0);

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - drop the check price_is_positive
-- - change the column price: from BIGINT to INTEGER
-- - add the check price_is_positive
-- ! may fail: values of Item.price that the new type does not hold
--   SELECT * FROM "Item" WHERE "price" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.price has another type
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM "Item" WHERE NOT (price >= 0)
-- ! long lock: nobody reads or writes Item while every row is checked
-- Others go on if price_is_positive is checked in a transaction of its own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "price_is_positive" CHECK (price >= 0) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "price_is_positive";
ALTER TABLE "Item"
    DROP CONSTRAINT "price_is_positive",
    ALTER COLUMN "price" TYPE INTEGER,
    ADD CONSTRAINT "price_is_positive" CHECK (price >= 0);
