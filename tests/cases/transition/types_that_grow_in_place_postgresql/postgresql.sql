-- AlterTable Item
-- - change the column code: from VARCHAR(20) to VARCHAR(40)
-- - change the column label: from VARCHAR(20) to TEXT
-- - change the column price: from DECIMAL(10,2) to DECIMAL(14,2)
-- - change the column at: from TIMESTAMP(3) to TIMESTAMP(6)
ALTER TABLE "Item"
    ALTER COLUMN "code" TYPE VARCHAR(40),
    ALTER COLUMN "label" TYPE TEXT,
    ALTER COLUMN "price" TYPE DECIMAL(14,2),
    ALTER COLUMN "at" TYPE TIMESTAMP(6);

-- undone by

-- nothing: going back would lose fractions of a second beyond 3 digits in Item.at
