-- DropIndex ib of Two
DROP INDEX "ib";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

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
-- ! long lock: writes to One wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "ib" ON "One"("x");
CREATE INDEX "ib" ON "One"("x");

-- undone by

-- nothing: going back would lose the spelling of the text in One.x
