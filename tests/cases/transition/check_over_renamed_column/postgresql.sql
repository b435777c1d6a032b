-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.price
-- - price is now cost
-- ! breaks running code: Item.price is gone under that name
ALTER TABLE "Item" RENAME COLUMN "price" TO "cost";

-- AlterTable Item
-- - drop the check price_is_positive
-- - add the check price_is_positive
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM (SELECT "id", "price" AS "cost" FROM "Item") "Item" WHERE NOT (cost >= 0)
-- ! long lock: nobody reads or writes Item while every row is checked
-- Others go on if price_is_positive is checked in a transaction of its own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "price_is_positive" CHECK (cost >= 0) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "price_is_positive";
ALTER TABLE "Item"
    DROP CONSTRAINT "price_is_positive",
    ADD CONSTRAINT "price_is_positive" CHECK (cost >= 0);

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn Item.cost
-- - cost is now price
-- ! breaks running code: Item.cost is gone under that name
ALTER TABLE "Item" RENAME COLUMN "cost" TO "price";

-- AlterTable Item
-- - drop the check price_is_positive
-- - add the check price_is_positive
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM (SELECT "id", "cost" AS "price" FROM "Item") "Item" WHERE NOT (price >= 0)
-- ! long lock: nobody reads or writes Item while every row is checked
-- Others go on if price_is_positive is checked in a transaction of its own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "price_is_positive" CHECK (price >= 0) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "price_is_positive";
ALTER TABLE "Item"
    DROP CONSTRAINT "price_is_positive",
    ADD CONSTRAINT "price_is_positive" CHECK (price >= 0);
