-- AlterTable Two
-- - drop the column second
-- - add the column first
-- ! loses data: the values of Two.second
--   SELECT count(*) FROM "Two" WHERE "second" IS NOT NULL
-- ! breaks running code: Two.second is gone
ALTER TABLE "Two"
    DROP COLUMN "second",
    ADD COLUMN "first" TEXT;

-- FillColumn Two.first
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE "Two" SET "first" = ketch_fill_in;

-- AlterTable Two
-- - change the column first: required
-- ! may fail: rows without Two.first
-- ! long lock: nobody reads or writes Two while every row is checked
-- ! breaks running code: code that leaves Two.first out
-- Others go on if first is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Two" ADD CONSTRAINT "_ketch_not_null_first" CHECK ("first" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Two" VALIDATE CONSTRAINT "_ketch_not_null_first";
-- and below it:
--   ALTER TABLE "Two" DROP CONSTRAINT "_ketch_not_null_first";
ALTER TABLE "Two"
    ALTER COLUMN "first" SET NOT NULL;

-- AlterTable One
-- - drop the column first
-- - add the column second
-- ! loses data: the values of One.first
--   SELECT count(*) FROM "One" WHERE "first" IS NOT NULL
-- ! breaks running code: One.first is gone
ALTER TABLE "One"
    DROP COLUMN "first",
    ADD COLUMN "second" INTEGER;

-- FillColumn One.second
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE "One" SET "second" = ketch_fill_in;

-- AlterTable One
-- - change the column second: required
-- ! may fail: rows without One.second
-- ! long lock: nobody reads or writes One while every row is checked
-- ! breaks running code: code that leaves One.second out
-- Others go on if second is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "One" ADD CONSTRAINT "_ketch_not_null_second" CHECK ("second" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "One" VALIDATE CONSTRAINT "_ketch_not_null_second";
-- and below it:
--   ALTER TABLE "One" DROP CONSTRAINT "_ketch_not_null_second";
ALTER TABLE "One"
    ALTER COLUMN "second" SET NOT NULL;

-- undone by

-- nothing: what is gone cannot come back: the values of Two.second
