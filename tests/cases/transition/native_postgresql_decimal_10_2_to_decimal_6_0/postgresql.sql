-- AlterTable Item
-- - change the column value: from DECIMAL(10,2) to DECIMAL(6,0)
-- ! loses data: digits after the 0th of the fraction in Item.value
--   SELECT count(*) FROM "Item" WHERE "value" <> round("value", 0)
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE abs("value") >= 1000000
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE DECIMAL(6,0);

-- undone by

-- nothing: what is gone cannot come back: digits after the 0th of the fraction in Item.value
