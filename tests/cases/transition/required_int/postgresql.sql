-- AlterTable Item
-- - change the column value: required
-- ! may fail: rows without Item.value
--   SELECT * FROM "Item" WHERE "value" IS NULL
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! breaks running code: code that leaves Item.value out
-- Others go on if value is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_value" CHECK ("value" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_value";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_value";
ALTER TABLE "Item"
    ALTER COLUMN "value" SET NOT NULL;

-- undone by

-- AlterTable Item
-- - change the column value: optional
-- ! breaks running code: code that expects Item.value in every row
ALTER TABLE "Item"
    ALTER COLUMN "value" DROP NOT NULL;
