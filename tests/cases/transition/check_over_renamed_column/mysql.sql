-- RenameColumn Item.price
-- - price is now cost
-- ! breaks running code: Item.price is gone under that name
ALTER TABLE `Item` RENAME COLUMN `price` TO `cost`;

-- AlterTable Item
-- - drop the check price_is_positive
-- - add the check price_is_positive
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM `Item` WHERE NOT (cost >= 0)
ALTER TABLE `Item`
    DROP CONSTRAINT `price_is_positive`,
    ADD CONSTRAINT `price_is_positive` CHECK (cost >= 0);

-- undone by

-- RenameColumn Item.cost
-- - cost is now price
-- ! breaks running code: Item.cost is gone under that name
ALTER TABLE `Item` RENAME COLUMN `cost` TO `price`;

-- AlterTable Item
-- - drop the check price_is_positive
-- - add the check price_is_positive
-- ! may fail: rows that break price_is_positive
--   SELECT * FROM `Item` WHERE NOT (price >= 0)
ALTER TABLE `Item`
    DROP CONSTRAINT `price_is_positive`,
    ADD CONSTRAINT `price_is_positive` CHECK (price >= 0);
