-- AlterTable Item
-- - change the column value: from DECIMAL(12,4) to DECIMAL(10,2)
-- ! loses data: digits after the 2th of the fraction in Item.value
--   SELECT count(*) FROM "Item" WHERE "value" <> round("value", 2)
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE DECIMAL(10,2);

-- undone by

-- nothing: what is gone cannot come back: digits after the 2th of the fraction in Item.value
