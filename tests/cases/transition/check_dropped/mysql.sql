-- AlterTable Item
-- - drop the check price_is_positive
ALTER TABLE `Item`
    DROP CONSTRAINT `price_is_positive`;

-- undone by

-- AlterTable Item
-- - add the check price_is_positive
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM `Item` WHERE NOT (price >= 0)
-- ! long lock: every row of Item may be written anew
ALTER TABLE `Item`
    ADD CONSTRAINT `price_is_positive` CHECK (price >= 0);
