-- DropIndex ib of Two
DROP INDEX "ib";

-- AlterTable One
-- - change the column x: from INTEGER to TEXT
-- ! long lock: every row of One may be written anew
-- ! breaks running code: One.x has another type
ALTER TABLE "One"
    ALTER COLUMN "x" TYPE TEXT USING "x"::TEXT;

-- AlterTable Two
-- - change the column y: from INTEGER to TEXT
-- ! long lock: every row of Two may be written anew
-- ! breaks running code: Two.y has another type
ALTER TABLE "Two"
    ALTER COLUMN "y" TYPE TEXT USING "y"::TEXT;

-- CreateIndex ib of One
-- ! long lock: writes to One wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "ib" ON "One"("x");

-- undone by

-- nothing: going back would lose the spelling of the text in One.x
