-- AlterTable table '; drop
-- - change the column it's a "quoted" `name`: optional
-- ! breaks running code: code that expects table '; drop.it's a "quoted" `name` in every row
ALTER TABLE "table '; drop"
    ALTER COLUMN "it's a ""quoted"" `name`" DROP NOT NULL;

-- undone by

-- AlterTable table '; drop
-- - change the column it's a "quoted" `name`: required
-- ! may fail: rows without table '; drop.it's a "quoted" `name`
--   SELECT * FROM "table '; drop" WHERE "it's a ""quoted"" `name`" IS NULL
-- ! long lock: nobody reads or writes table '; drop while every row is checked
-- ! breaks running code: code that leaves table '; drop.it's a "quoted" `name` out
-- Others go on if it's a "quoted" `name` is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "table '; drop" ADD CONSTRAINT "_ketch_not_null_it's a ""quoted"" `name`" CHECK ("it's a ""quoted"" `name`" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "table '; drop" VALIDATE CONSTRAINT "_ketch_not_null_it's a ""quoted"" `name`";
-- and below it:
--   ALTER TABLE "table '; drop" DROP CONSTRAINT "_ketch_not_null_it's a ""quoted"" `name`";
ALTER TABLE "table '; drop"
    ALTER COLUMN "it's a ""quoted"" `name`" SET NOT NULL;
