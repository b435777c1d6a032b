-- AlterTable Item
-- - drop the column value
-- - add the column value
-- ! loses data: the values of Item.value
--   SELECT count(*) FROM "Item" WHERE "value" IS NOT NULL
-- ! breaks running code: Item.value is gone
ALTER TABLE "Item"
    DROP COLUMN "value",
    ADD COLUMN "value" TEXT;

-- FillColumn Item.value
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE "Item" SET "value" = ketch_fill_in;

-- AlterTable Item
-- - change the column value: required
-- ! may fail: rows without Item.value
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

-- nothing: what is gone cannot come back: the values of Item.value
