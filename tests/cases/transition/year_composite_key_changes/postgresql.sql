-- DropForeignKey Line_shop_no_fkey of Line
ALTER TABLE "Line" DROP CONSTRAINT "Line_shop_no_fkey";

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
--   SELECT "shop", "no", count(*) FROM "Order" GROUP BY "shop", "no" HAVING count(*) > 1
-- ! long lock: Order is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Order_pkey" ON "Order"("year", "shop", "no");
--   ALTER TABLE "Order" ADD CONSTRAINT "Order_pkey" PRIMARY KEY USING INDEX "Order_pkey";
ALTER TABLE "Order"
    DROP CONSTRAINT "Order_pkey",
    ALTER COLUMN "shop" TYPE BIGINT,
    ADD COLUMN "year" INTEGER NOT NULL DEFAULT 2020,
    ADD CONSTRAINT "Order_pkey" PRIMARY KEY ("year", "shop", "no");

-- AlterTable Line
-- - drop the primary key (shop, no, place)
-- - change the column shop: from INTEGER to BIGINT
-- - add the column year
-- - add the primary key (year, shop, no, place)
-- ! long lock: every row of Line may be written anew
-- ! breaks running code: Line.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT "shop", "no", "place", count(*) FROM "Line" GROUP BY "shop", "no", "place" HAVING count(*) > 1
-- ! long lock: Line is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Line_pkey" ON "Line"("year", "shop", "no", "place");
--   ALTER TABLE "Line" ADD CONSTRAINT "Line_pkey" PRIMARY KEY USING INDEX "Line_pkey";
ALTER TABLE "Line"
    DROP CONSTRAINT "Line_pkey",
    ALTER COLUMN "shop" TYPE BIGINT,
    ADD COLUMN "year" INTEGER NOT NULL DEFAULT 2020,
    ADD CONSTRAINT "Line_pkey" PRIMARY KEY ("year", "shop", "no", "place");

-- AddForeignKey Line_year_shop_no_fkey of Line
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Line" c WHERE c."shop" IS NOT NULL AND c."no" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Order" p WHERE 2020 = 2020 AND p."shop" = c."shop" AND p."no" = c."no")
-- ! long lock: every row of Line is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Line" ADD CONSTRAINT "Line_year_shop_no_fkey" FOREIGN KEY ("year", "shop", "no") REFERENCES "Order"("year", "shop", "no") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Line" VALIDATE CONSTRAINT "Line_year_shop_no_fkey";
ALTER TABLE "Line" ADD CONSTRAINT "Line_year_shop_no_fkey" FOREIGN KEY ("year", "shop", "no") REFERENCES "Order"("year", "shop", "no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Line_year_shop_no_fkey of Line
ALTER TABLE "Line" DROP CONSTRAINT "Line_year_shop_no_fkey";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Order
-- - drop the primary key (year, shop, no)
-- - drop the column year
-- - change the column shop: from BIGINT to INTEGER
-- - add the primary key (shop, no)
-- ! loses data: the values of Order.year
--   SELECT count(*) FROM "Order" WHERE "year" IS NOT NULL
-- ! breaks running code: Order.year is gone
-- ! may fail: values of Order.shop that the new type does not hold
--   SELECT * FROM "Order" WHERE "shop" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Order may be written anew
-- ! breaks running code: Order.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT "shop", "no", count(*) FROM "Order" GROUP BY "shop", "no" HAVING count(*) > 1
-- ! long lock: Order is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Order_pkey" ON "Order"("shop", "no");
--   ALTER TABLE "Order" ADD CONSTRAINT "Order_pkey" PRIMARY KEY USING INDEX "Order_pkey";
ALTER TABLE "Order"
    DROP CONSTRAINT "Order_pkey",
    DROP COLUMN "year",
    ALTER COLUMN "shop" TYPE INTEGER,
    ADD CONSTRAINT "Order_pkey" PRIMARY KEY ("shop", "no");

-- AlterTable Line
-- - drop the primary key (year, shop, no, place)
-- - drop the column year
-- - change the column shop: from BIGINT to INTEGER
-- - add the primary key (shop, no, place)
-- ! loses data: the values of Line.year
--   SELECT count(*) FROM "Line" WHERE "year" IS NOT NULL
-- ! breaks running code: Line.year is gone
-- ! may fail: values of Line.shop that the new type does not hold
--   SELECT * FROM "Line" WHERE "shop" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Line may be written anew
-- ! breaks running code: Line.shop has another type
-- ! may fail: rows without a key of their own
--   SELECT "shop", "no", "place", count(*) FROM "Line" GROUP BY "shop", "no", "place" HAVING count(*) > 1
-- ! long lock: Line is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Line_pkey" ON "Line"("shop", "no", "place");
--   ALTER TABLE "Line" ADD CONSTRAINT "Line_pkey" PRIMARY KEY USING INDEX "Line_pkey";
ALTER TABLE "Line"
    DROP CONSTRAINT "Line_pkey",
    DROP COLUMN "year",
    ALTER COLUMN "shop" TYPE INTEGER,
    ADD CONSTRAINT "Line_pkey" PRIMARY KEY ("shop", "no", "place");

-- AddForeignKey Line_shop_no_fkey of Line
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Line" c WHERE c."shop" IS NOT NULL AND c."no" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Order" p WHERE p."shop" = c."shop" AND p."no" = c."no")
-- ! long lock: every row of Line is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Line" ADD CONSTRAINT "Line_shop_no_fkey" FOREIGN KEY ("shop", "no") REFERENCES "Order"("shop", "no") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Line" VALIDATE CONSTRAINT "Line_shop_no_fkey";
ALTER TABLE "Line" ADD CONSTRAINT "Line_shop_no_fkey" FOREIGN KEY ("shop", "no") REFERENCES "Order"("shop", "no") ON DELETE RESTRICT ON UPDATE CASCADE;
