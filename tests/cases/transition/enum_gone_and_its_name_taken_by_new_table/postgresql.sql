-- RenameEnum Status
-- - Status is now Status_old
ALTER TYPE "Status" RENAME TO "Status_old";

-- CreateTable Status
CREATE TABLE "Status" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Status_pkey" PRIMARY KEY ("id")
);

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Task
-- - change the column status: from "Status_old" to TEXT
-- ! long lock: every row of Task may be written anew
-- ! breaks running code: Task.status has another type
ALTER TABLE "Task"
    ALTER COLUMN "status" DROP DEFAULT,
    ALTER COLUMN "status" TYPE TEXT USING "status"::TEXT,
    ALTER COLUMN "status" SET DEFAULT 'OPEN';

-- DropEnum Status_old
DROP TYPE "Status_old";

-- undone by

-- DropTable Status
-- ! loses data: every row of Status
--   SELECT count(*) FROM "Status"
-- ! breaks running code: Status is gone
DROP TABLE "Status";

-- CreateEnum Status
CREATE TYPE "Status" AS ENUM ('OPEN', 'DONE');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Task
-- - change the column status: from TEXT to "Status"
-- ! may fail: values of Task.status that the new type does not hold
--   SELECT * FROM "Task" WHERE "status"::text NOT IN ('OPEN', 'DONE')
-- ! long lock: every row of Task may be written anew
-- ! breaks running code: Task.status has another type
ALTER TABLE "Task"
    ALTER COLUMN "status" DROP DEFAULT,
    ALTER COLUMN "status" TYPE "Status" USING "status"::text::"Status",
    ALTER COLUMN "status" SET DEFAULT 'OPEN';
