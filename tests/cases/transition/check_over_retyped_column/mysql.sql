-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - drop the check price_is_positive
-- - change the column price: from INTEGER to BIGINT
-- - add the check price_is_positive
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.price has another type
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM `Item` WHERE NOT (price >= 0)
ALTER TABLE `Item`
    DROP CONSTRAINT `price_is_positive`,
    MODIFY COLUMN `price` BIGINT NOT NULL,
    ADD CONSTRAINT `price_is_positive` CHECK (price >= 0);

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - drop the check price_is_positive
-- - change the column price: from BIGINT to INTEGER
-- - add the check price_is_positive
-- ! may fail: values of Item.price that the new type does not hold
--   SELECT * FROM `Item` WHERE `price` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.price has another type
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM `Item` WHERE NOT (price >= 0)
ALTER TABLE `Item`
    DROP CONSTRAINT `price_is_positive`,
    MODIFY COLUMN `price` INTEGER NOT NULL,
    ADD CONSTRAINT `price_is_positive` CHECK (price >= 0);

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
