-- AlterTable Item
-- - change the column code: required
-- ! may fail: rows without Item.code
--   SELECT * FROM "Item" WHERE "code" IS NULL
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! breaks running code: code that leaves Item.code out
-- Others go on if code is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_code" CHECK ("code" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_code";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_code";
ALTER TABLE "Item"
    ALTER COLUMN "code" SET NOT NULL;

-- undone by

-- AlterTable Item
-- - change the column code: optional
-- ! breaks running code: code that expects Item.code in every row
ALTER TABLE "Item"
    ALTER COLUMN "code" DROP NOT NULL;
