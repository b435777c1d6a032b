-- DropView Names
DROP VIEW "Names";

-- AlterTable item
-- - change the column size: required
-- ! may fail: rows without item.size
--   SELECT * FROM "item" WHERE "size" IS NULL
-- ! breaks running code: code that leaves item.size out
ALTER TABLE "item"
    ALTER COLUMN "size" SET NOT NULL;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from item;

-- undone by

-- DropView Names
DROP VIEW "Names";

-- AlterTable item
-- - change the column size: optional
ALTER TABLE "item"
    ALTER COLUMN "size" DROP NOT NULL;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from item;
