-- DropForeignKey A_bId_fkey of A
ALTER TABLE "A" DROP CONSTRAINT "A_bId_fkey";

-- DropForeignKey B_cId_fkey of B
ALTER TABLE "B" DROP CONSTRAINT "B_cId_fkey";

-- DropForeignKey C_aId_fkey of C
ALTER TABLE "C" DROP CONSTRAINT "C_aId_fkey";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable A
-- - change the column id: from INTEGER to BIGINT
-- - change the column bId: from INTEGER to BIGINT
-- ! long lock: every row of A may be written anew
-- ! breaks running code: A.id has another type
-- ! breaks running code: A.bId has another type
ALTER TABLE "A"
    ALTER COLUMN "id" TYPE BIGINT,
    ALTER COLUMN "bId" TYPE BIGINT;

-- AlterTable B
-- - change the column id: from INTEGER to BIGINT
-- - change the column cId: from INTEGER to BIGINT
-- ! long lock: every row of B may be written anew
-- ! breaks running code: B.id has another type
-- ! breaks running code: B.cId has another type
ALTER TABLE "B"
    ALTER COLUMN "id" TYPE BIGINT,
    ALTER COLUMN "cId" TYPE BIGINT;

-- AlterTable C
-- - change the column id: from INTEGER to BIGINT
-- - change the column aId: from INTEGER to BIGINT
-- - add the column note
-- ! long lock: every row of C may be written anew
-- ! breaks running code: C.id has another type
-- ! breaks running code: C.aId has another type
ALTER TABLE "C"
    ALTER COLUMN "id" TYPE BIGINT,
    ALTER COLUMN "aId" TYPE BIGINT,
    ADD COLUMN "note" TEXT;

-- CreateIndex B_cId_key of B
-- ! may fail: rows that B_cId_key does not tell apart
--   SELECT "cId", count(*) FROM "B" WHERE "cId" IS NOT NULL GROUP BY "cId" HAVING count(*) > 1
-- ! long lock: writes to B wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "B_cId_key" ON "B"("cId");
CREATE UNIQUE INDEX "B_cId_key" ON "B"("cId");

-- AddForeignKey A_bId_fkey of A
-- ! long lock: every row of A is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "A" ADD CONSTRAINT "A_bId_fkey" FOREIGN KEY ("bId") REFERENCES "B"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "A" VALIDATE CONSTRAINT "A_bId_fkey";
ALTER TABLE "A" ADD CONSTRAINT "A_bId_fkey" FOREIGN KEY ("bId") REFERENCES "B"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey B_cId_fkey of B
-- ! long lock: every row of B is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "B" ADD CONSTRAINT "B_cId_fkey" FOREIGN KEY ("cId") REFERENCES "C"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "B" VALIDATE CONSTRAINT "B_cId_fkey";
ALTER TABLE "B" ADD CONSTRAINT "B_cId_fkey" FOREIGN KEY ("cId") REFERENCES "C"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey C_aId_fkey of C
-- ! long lock: every row of C is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "C" ADD CONSTRAINT "C_aId_fkey" FOREIGN KEY ("aId") REFERENCES "A"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "C" VALIDATE CONSTRAINT "C_aId_fkey";
ALTER TABLE "C" ADD CONSTRAINT "C_aId_fkey" FOREIGN KEY ("aId") REFERENCES "A"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- DropForeignKey A_bId_fkey of A
ALTER TABLE "A" DROP CONSTRAINT "A_bId_fkey";

-- DropForeignKey B_cId_fkey of B
ALTER TABLE "B" DROP CONSTRAINT "B_cId_fkey";

-- DropForeignKey C_aId_fkey of C
ALTER TABLE "C" DROP CONSTRAINT "C_aId_fkey";

-- DropIndex B_cId_key of B
DROP INDEX "B_cId_key";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable A
-- - change the column id: from BIGINT to INTEGER
-- - change the column bId: from BIGINT to INTEGER
-- ! may fail: values of A.id that the new type does not hold
--   SELECT * FROM "A" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of A may be written anew
-- ! breaks running code: A.id has another type
-- ! may fail: values of A.bId that the new type does not hold
--   SELECT * FROM "A" WHERE "bId" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: A.bId has another type
ALTER TABLE "A"
    ALTER COLUMN "id" TYPE INTEGER,
    ALTER COLUMN "bId" TYPE INTEGER;

-- AlterTable B
-- - change the column id: from BIGINT to INTEGER
-- - change the column cId: from BIGINT to INTEGER
-- ! may fail: values of B.id that the new type does not hold
--   SELECT * FROM "B" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of B may be written anew
-- ! breaks running code: B.id has another type
-- ! may fail: values of B.cId that the new type does not hold
--   SELECT * FROM "B" WHERE "cId" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: B.cId has another type
ALTER TABLE "B"
    ALTER COLUMN "id" TYPE INTEGER,
    ALTER COLUMN "cId" TYPE INTEGER;

-- AlterTable C
-- - drop the column note
-- - change the column id: from BIGINT to INTEGER
-- - change the column aId: from BIGINT to INTEGER
-- ! loses data: the values of C.note
--   SELECT count(*) FROM "C" WHERE "note" IS NOT NULL
-- ! breaks running code: C.note is gone
-- ! may fail: values of C.id that the new type does not hold
--   SELECT * FROM "C" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of C may be written anew
-- ! breaks running code: C.id has another type
-- ! may fail: values of C.aId that the new type does not hold
--   SELECT * FROM "C" WHERE "aId" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: C.aId has another type
ALTER TABLE "C"
    DROP COLUMN "note",
    ALTER COLUMN "id" TYPE INTEGER,
    ALTER COLUMN "aId" TYPE INTEGER;

-- AddForeignKey A_bId_fkey of A
-- ! long lock: every row of A is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "A" ADD CONSTRAINT "A_bId_fkey" FOREIGN KEY ("bId") REFERENCES "B"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "A" VALIDATE CONSTRAINT "A_bId_fkey";
ALTER TABLE "A" ADD CONSTRAINT "A_bId_fkey" FOREIGN KEY ("bId") REFERENCES "B"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey B_cId_fkey of B
-- ! long lock: every row of B is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "B" ADD CONSTRAINT "B_cId_fkey" FOREIGN KEY ("cId") REFERENCES "C"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "B" VALIDATE CONSTRAINT "B_cId_fkey";
ALTER TABLE "B" ADD CONSTRAINT "B_cId_fkey" FOREIGN KEY ("cId") REFERENCES "C"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey C_aId_fkey of C
-- ! long lock: every row of C is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "C" ADD CONSTRAINT "C_aId_fkey" FOREIGN KEY ("aId") REFERENCES "A"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "C" VALIDATE CONSTRAINT "C_aId_fkey";
ALTER TABLE "C" ADD CONSTRAINT "C_aId_fkey" FOREIGN KEY ("aId") REFERENCES "A"("id") ON DELETE SET NULL ON UPDATE CASCADE;
