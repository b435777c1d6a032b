-- CreateTable One
CREATE TABLE "One" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "twoId" INTEGER,

    CONSTRAINT "One_twoId_fkey" FOREIGN KEY ("twoId") REFERENCES "Two"("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable Two
CREATE TABLE "Two" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "oneId" INTEGER,

    CONSTRAINT "Two_oneId_fkey" FOREIGN KEY ("oneId") REFERENCES "One"("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- undone by

-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropTable Two
-- ! loses data: every row of Two
--   SELECT count(*) FROM "Two"
-- ! breaks running code: Two is gone
DROP TABLE "Two";

-- DropTable One
-- ! loses data: every row of One
--   SELECT count(*) FROM "One"
-- ! breaks running code: One is gone
DROP TABLE "One";

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
