-- CreateTable One
CREATE TABLE "One" (
    "id" INTEGER NOT NULL,
    "twoId" INTEGER,

    CONSTRAINT "One_pkey" PRIMARY KEY ("id")
);

-- CreateTable Two
CREATE TABLE "Two" (
    "id" INTEGER NOT NULL,
    "oneId" INTEGER,

    CONSTRAINT "Two_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey One_twoId_fkey of One
ALTER TABLE "One" ADD CONSTRAINT "One_twoId_fkey" FOREIGN KEY ("twoId") REFERENCES "Two"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey Two_oneId_fkey of Two
ALTER TABLE "Two" ADD CONSTRAINT "Two_oneId_fkey" FOREIGN KEY ("oneId") REFERENCES "One"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Two_oneId_fkey of Two
ALTER TABLE "Two" DROP CONSTRAINT "Two_oneId_fkey";

-- DropForeignKey One_twoId_fkey of One
ALTER TABLE "One" DROP CONSTRAINT "One_twoId_fkey";

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
