-- DropView Names
DROP VIEW "Names";

-- AlterTable item
-- - change the column size: required
-- ! may fail: rows without item.size
--   SELECT * FROM "item" WHERE "size" IS NULL
-- ! long lock: nobody reads or writes item while every row is checked
-- ! breaks running code: code that leaves item.size out
-- Others go on if size is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "item" ADD CONSTRAINT "_ketch_not_null_size" CHECK ("size" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "item" VALIDATE CONSTRAINT "_ketch_not_null_size";
-- and below it:
--   ALTER TABLE "item" DROP CONSTRAINT "_ketch_not_null_size";
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
-- ! breaks running code: code that expects item.size in every row
ALTER TABLE "item"
    ALTER COLUMN "size" DROP NOT NULL;

-- CreateView Names
CREATE VIEW "Names" AS
select id, name from item;
