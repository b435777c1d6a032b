-- AlterTable Item
-- - change the column at: from TIMESTAMP(6) to TIMESTAMP(0)
-- ! loses data: fractions of a second beyond 0 digits in Item.at
--   SELECT count(*) FROM "Item" WHERE "at" IS NOT NULL
-- ! long lock: every row of Item may be written anew
-- ! may fail: rows that Item_at_key then does not tell apart
ALTER TABLE "Item"
    ALTER COLUMN "at" TYPE TIMESTAMP(0);

-- undone by

-- nothing: what is gone cannot come back: fractions of a second beyond 0 digits in Item.at
