-- DropView Names
DROP VIEW "Names";

-- AlterTable item
-- - drop the column size
-- ! loses data: the values of item.size
--   SELECT count(*) FROM "item" WHERE "size" IS NOT NULL
-- ! breaks running code: item.size is gone
-- ! long lock: every row of item may be written anew
ALTER TABLE "item" DROP COLUMN "size";

-- CreateView Names
CREATE VIEW "Names" AS
select * from item;

-- undone by

-- nothing: what is gone cannot come back: the values of item.size
