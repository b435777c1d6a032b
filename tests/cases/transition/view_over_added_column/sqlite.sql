-- DropView Names
DROP VIEW "Names";

-- AlterTable item
-- - add the column more
ALTER TABLE "item" ADD COLUMN "more" INTEGER;

-- CreateView Names
CREATE VIEW "Names" AS
select * from item;

-- undone by

-- DropView Names
DROP VIEW "Names";

-- AlterTable item
-- - drop the column more
-- ! loses data: the values of item.more
--   SELECT count(*) FROM "item" WHERE "more" IS NOT NULL
-- ! breaks running code: item.more is gone
-- ! long lock: every row of item may be written anew
ALTER TABLE "item" DROP COLUMN "more";

-- CreateView Names
CREATE VIEW "Names" AS
select * from item;
