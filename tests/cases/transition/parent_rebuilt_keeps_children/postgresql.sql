-- AlterTable Item
-- - change the column name: required
-- ! may fail: rows without Item.name
--   SELECT * FROM "Item" WHERE "name" IS NULL
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! breaks running code: code that leaves Item.name out
-- Others go on if name is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_name" CHECK ("name" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_name";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_name";
ALTER TABLE "Item"
    ALTER COLUMN "name" SET NOT NULL;

-- undone by

-- AlterTable Item
-- - change the column name: optional
-- ! breaks running code: code that expects Item.name in every row
ALTER TABLE "Item"
    ALTER COLUMN "name" DROP NOT NULL;
