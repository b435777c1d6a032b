-- AlterTable Item
-- - change the column value: from TIMESTAMP(3) to TIMESTAMP(6)
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE TIMESTAMP(6);

-- undone by

-- nothing: going back would lose fractions of a second beyond 3 digits in Item.value
