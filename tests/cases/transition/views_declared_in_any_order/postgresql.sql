-- DropView chosen
DROP VIEW "chosen";

-- DropView labels
DROP VIEW "labels";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable item
-- - change the column size: from INTEGER to BIGINT
-- ! long lock: every row of item may be written anew
-- ! breaks running code: item.size has another type
ALTER TABLE "item"
    ALTER COLUMN "size" TYPE BIGINT;

-- CreateView labels
CREATE VIEW "labels" AS
select id, name from item where size > 0;

-- CreateView chosen
CREATE VIEW "chosen" AS
select id, name from labels where id > 0;

-- CreateView few
CREATE VIEW "few" AS
select id, name from chosen where id > 1;

-- undone by

-- DropView few
-- ! breaks running code: few is gone
DROP VIEW "few";

-- DropView chosen
DROP VIEW "chosen";

-- DropView labels
DROP VIEW "labels";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable item
-- - change the column size: from BIGINT to INTEGER
-- ! may fail: values of item.size that the new type does not hold
--   SELECT * FROM "item" WHERE "size" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of item may be written anew
-- ! breaks running code: item.size has another type
ALTER TABLE "item"
    ALTER COLUMN "size" TYPE INTEGER;

-- CreateView labels
CREATE VIEW "labels" AS
select id, name from item;

-- CreateView chosen
CREATE VIEW "chosen" AS
select id, name from labels where id > 0;
