-- DropView Names
DROP VIEW "Names";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable item
-- - change the column id: from INTEGER to BIGINT
-- ! long lock: every row of item may be written anew
-- ! breaks running code: item.id has another type
ALTER TABLE "item"
    ALTER COLUMN "id" TYPE BIGINT;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from item;

-- undone by

-- DropView Names
DROP VIEW "Names";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable item
-- - change the column id: from BIGINT to INTEGER
-- ! may fail: values of item.id that the new type does not hold
--   SELECT * FROM "item" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of item may be written anew
-- ! breaks running code: item.id has another type
ALTER TABLE "item"
    ALTER COLUMN "id" TYPE INTEGER;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from item;
