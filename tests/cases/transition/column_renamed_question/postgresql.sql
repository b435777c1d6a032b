-- AlterTable Item
-- - drop the column name
-- - add the column title
-- ! loses data: the values of Item.name
--   SELECT count(*) FROM "Item" WHERE "name" IS NOT NULL
-- ! breaks running code: Item.name is gone
ALTER TABLE "Item"
    DROP COLUMN "name",
    ADD COLUMN "title" TEXT;

-- FillColumn Item.title
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE "Item" SET "title" = ketch_fill_in;

-- AlterTable Item
-- - change the column title: required
-- ! may fail: rows without Item.title
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! breaks running code: code that leaves Item.title out
-- Others go on if title is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_title" CHECK ("title" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_title";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_title";
ALTER TABLE "Item"
    ALTER COLUMN "title" SET NOT NULL;

-- undone by

-- nothing: what is gone cannot come back: the values of Item.name
