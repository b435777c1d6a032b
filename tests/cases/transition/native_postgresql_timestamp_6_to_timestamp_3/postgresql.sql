-- AlterTable Item
-- - change the column value: from TIMESTAMP(6) to TIMESTAMP(3)
-- ! loses data: fractions of a second beyond 3 digits in Item.value
--   SELECT count(*) FROM "Item" WHERE "value" IS NOT NULL
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE TIMESTAMP(3);

-- undone by

-- nothing: what is gone cannot come back: fractions of a second beyond 3 digits in Item.value
