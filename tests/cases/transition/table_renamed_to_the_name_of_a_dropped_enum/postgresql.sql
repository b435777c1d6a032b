-- RenameEnum State
-- - State is now State_old
ALTER TYPE "State" RENAME TO "State_old";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now State
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "State";

-- RenameConstraint Item_pkey of State
-- - Item_pkey is now State_pkey
ALTER TABLE "State" RENAME CONSTRAINT "Item_pkey" TO "State_pkey";

-- AlterTable State
-- - change the column state: from "State_old" to TEXT
-- ! long lock: every row of State may be written anew
-- ! breaks running code: State.state has another type
ALTER TABLE "State"
    ALTER COLUMN "state" TYPE TEXT USING "state"::TEXT;

-- DropEnum State_old
DROP TYPE "State_old";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable State
-- - State is now Item
-- ! breaks running code: State is gone under that name
ALTER TABLE "State" RENAME TO "Item";

-- RenameConstraint State_pkey of Item
-- - State_pkey is now Item_pkey
ALTER TABLE "Item" RENAME CONSTRAINT "State_pkey" TO "Item_pkey";

-- CreateEnum State
CREATE TYPE "State" AS ENUM ('ON', 'OFF');

-- AlterTable Item
-- - change the column state: from TEXT to "State"
-- ! may fail: values of Item.state that the new type does not hold
--   SELECT * FROM "State" WHERE "state"::text NOT IN ('ON', 'OFF')
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.state has another type
ALTER TABLE "Item"
    ALTER COLUMN "state" TYPE "State" USING "state"::text::"State";
