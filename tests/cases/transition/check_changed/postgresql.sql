-- AlterTable Item
-- - drop the check price_is_positive
-- - add the check price_is_positive
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM "Item" WHERE NOT (price > 0)
-- ! long lock: nobody reads or writes Item while every row is checked
-- Others go on if price_is_positive is checked in a transaction of its own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "price_is_positive" CHECK (price > 0) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "price_is_positive";
ALTER TABLE "Item"
    DROP CONSTRAINT "price_is_positive",
    ADD CONSTRAINT "price_is_positive" CHECK (price > 0);

-- undone by

-- AlterTable Item
-- - drop the check price_is_positive
-- - add the check price_is_positive
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM "Item" WHERE NOT (price >= 0)
-- ! long lock: nobody reads or writes Item while every row is checked
-- Others go on if price_is_positive is checked in a transaction of its own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "price_is_positive" CHECK (price >= 0) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "price_is_positive";
ALTER TABLE "Item"
    DROP CONSTRAINT "price_is_positive",
    ADD CONSTRAINT "price_is_positive" CHECK (price >= 0);
