-- AlterTable Item
-- - change the column value: from BIGINT to DOUBLE PRECISION
-- ! loses data: digits that binary fractions do not hold in Item.value
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE DOUBLE PRECISION;

-- undone by

-- nothing: what is gone cannot come back: digits that binary fractions do not hold in Item.value
