-- AlterTable Item
-- - change the column name: no default
-- - change the column size: optional
-- ! breaks running code: code that leaves Item.name out
-- ! breaks running code: code that expects Item.size in every row
ALTER TABLE "Item"
    ALTER COLUMN "name" DROP DEFAULT,
    ALTER COLUMN "size" DROP NOT NULL;

-- undone by

-- AlterTable Item
-- - change the column name: another default
-- - change the column size: required
-- ! may fail: rows without Item.size
--   SELECT * FROM "Item" WHERE "size" IS NULL
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! breaks running code: code that leaves Item.size out
-- Others go on if size is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_size" CHECK ("size" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_size";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_size";
ALTER TABLE "Item"
    ALTER COLUMN "name" SET DEFAULT 'x',
    ALTER COLUMN "size" SET NOT NULL;
