-- CreateEnum Kind
CREATE TYPE "Kind" AS ENUM ('1', '2', '3');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column state: from "State" to TEXT
-- - change the column kind: from TEXT to "Kind"
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.state has another type
-- ! may fail: values of Item.kind that the new type does not hold
--   SELECT * FROM "Item" WHERE "kind"::text NOT IN ('1', '2', '3')
-- ! breaks running code: Item.kind has another type
ALTER TABLE "Item"
    ALTER COLUMN "state" DROP DEFAULT,
    ALTER COLUMN "state" TYPE TEXT USING "state"::TEXT,
    ALTER COLUMN "state" SET DEFAULT 'OPEN',
    ALTER COLUMN "kind" DROP DEFAULT,
    ALTER COLUMN "kind" TYPE "Kind" USING "kind"::text::"Kind",
    ALTER COLUMN "kind" SET DEFAULT '1';

-- DropEnum State
DROP TYPE "State";

-- undone by

-- CreateEnum State
CREATE TYPE "State" AS ENUM ('OPEN', 'CLOSED');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column state: from TEXT to "State"
-- - change the column kind: from "Kind" to TEXT
-- ! may fail: values of Item.state that the new type does not hold
--   SELECT * FROM "Item" WHERE "state"::text NOT IN ('OPEN', 'CLOSED')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.state has another type
-- ! breaks running code: Item.kind has another type
ALTER TABLE "Item"
    ALTER COLUMN "state" DROP DEFAULT,
    ALTER COLUMN "state" TYPE "State" USING "state"::text::"State",
    ALTER COLUMN "state" SET DEFAULT 'OPEN',
    ALTER COLUMN "kind" DROP DEFAULT,
    ALTER COLUMN "kind" TYPE TEXT USING "kind"::TEXT,
    ALTER COLUMN "kind" SET DEFAULT '1';

-- DropEnum Kind
DROP TYPE "Kind";
