-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey Line_shop_no_fkey of Line
ALTER TABLE `Line` DROP FOREIGN KEY `Line_shop_no_fkey`;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Order
-- - drop the primary key (shop, no)
-- - change the column shop: from INTEGER to BIGINT
-- - add the column year
-- - add the primary key (year, shop, no)
-- ! long lock: every row of Order may be written anew
-- ! breaks running code: Order.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT `shop`, `no`, count(*) FROM `Order` GROUP BY `shop`, `no` HAVING count(*) > 1
-- ! long lock: Order is locked while the key is built
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Order`
    DROP PRIMARY KEY,
    MODIFY COLUMN `shop` BIGINT NOT NULL,
    ADD COLUMN `year` INTEGER NOT NULL DEFAULT 2020,
    ADD PRIMARY KEY (`year`, `shop`, `no`);

-- AlterTable Line
-- - drop the primary key (shop, no, place)
-- - change the column shop: from INTEGER to BIGINT
-- - add the column year
-- - add the primary key (year, shop, no, place)
-- ! long lock: every row of Line may be written anew
-- ! breaks running code: Line.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT `shop`, `no`, `place`, count(*) FROM `Line` GROUP BY `shop`, `no`, `place` HAVING count(*) > 1
-- ! long lock: Line is locked while the key is built
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Line`
    DROP PRIMARY KEY,
    MODIFY COLUMN `shop` BIGINT NOT NULL,
    ADD COLUMN `year` INTEGER NOT NULL DEFAULT 2020,
    ADD PRIMARY KEY (`year`, `shop`, `no`, `place`);

-- AddForeignKey Line_year_shop_no_fkey of Line
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Line` c WHERE c.`shop` IS NOT NULL AND c.`no` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Order` p WHERE 2020 = 2020 AND p.`shop` = c.`shop` AND p.`no` = c.`no`)
-- ! long lock: every row of Line is checked
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Line` ADD CONSTRAINT `Line_year_shop_no_fkey` FOREIGN KEY (`year`, `shop`, `no`) REFERENCES `Order`(`year`, `shop`, `no`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- DropForeignKey Line_year_shop_no_fkey of Line
ALTER TABLE `Line` DROP FOREIGN KEY `Line_year_shop_no_fkey`;

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Order
-- - drop the primary key (year, shop, no)
-- - drop the column year
-- - change the column shop: from BIGINT to INTEGER
-- - add the primary key (shop, no)
-- ! loses data: the values of Order.year
--   SELECT count(*) FROM `Order` WHERE `year` IS NOT NULL
-- ! breaks running code: Order.year is gone
-- ! may fail: values of Order.shop that the new type does not hold
--   SELECT * FROM `Order` WHERE `shop` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Order may be written anew
-- ! breaks running code: Order.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT `shop`, `no`, count(*) FROM `Order` GROUP BY `shop`, `no` HAVING count(*) > 1
-- ! long lock: Order is locked while the key is built
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Order`
    DROP PRIMARY KEY,
    DROP COLUMN `year`,
    MODIFY COLUMN `shop` INTEGER NOT NULL,
    ADD PRIMARY KEY (`shop`, `no`);

-- AlterTable Line
-- - drop the primary key (year, shop, no, place)
-- - drop the column year
-- - change the column shop: from BIGINT to INTEGER
-- - add the primary key (shop, no, place)
-- ! loses data: the values of Line.year
--   SELECT count(*) FROM `Line` WHERE `year` IS NOT NULL
-- ! breaks running code: Line.year is gone
-- ! may fail: values of Line.shop that the new type does not hold
--   SELECT * FROM `Line` WHERE `shop` NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Line may be written anew
-- ! breaks running code: Line.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT `shop`, `no`, `place`, count(*) FROM `Line` GROUP BY `shop`, `no`, `place` HAVING count(*) > 1
-- ! long lock: Line is locked while the key is built
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Line`
    DROP PRIMARY KEY,
    DROP COLUMN `year`,
    MODIFY COLUMN `shop` INTEGER NOT NULL,
    ADD PRIMARY KEY (`shop`, `no`, `place`);

-- AddForeignKey Line_shop_no_fkey of Line
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Line` c WHERE c.`shop` IS NOT NULL AND c.`no` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Order` p WHERE p.`shop` = c.`shop` AND p.`no` = c.`no`)
-- ! long lock: every row of Line is checked
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Line` ADD CONSTRAINT `Line_shop_no_fkey` FOREIGN KEY (`shop`, `no`) REFERENCES `Order`(`shop`, `no`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;
