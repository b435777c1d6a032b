-- AlterTable table '; drop
-- - change the column it's a "quoted" `name`: optional
ALTER TABLE "table '; drop"
    ALTER COLUMN "it's a ""quoted"" `name`" DROP NOT NULL;

-- undone by

-- AlterTable table '; drop
-- - change the column it's a "quoted" `name`: required
-- ! may fail: rows without table '; drop.it's a "quoted" `name`
--   SELECT * FROM "table '; drop" WHERE "it's a ""quoted"" `name`" IS NULL
-- ! breaks running code: code that leaves table '; drop.it's a "quoted" `name` out
ALTER TABLE "table '; drop"
    ALTER COLUMN "it's a ""quoted"" `name`" SET NOT NULL;
