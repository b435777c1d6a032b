-- AlterTable Item
-- - add the column b
-- - add the column c
ALTER TABLE "Item"
    ADD COLUMN "b" INTEGER,
    ADD COLUMN "c" TEXT;

-- FillColumn Item.b
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE "Item" SET "b" = ketch_fill_in;

-- FillColumn Item.c
-- Write a value, or an expression over the row, in place of ketch_fill_in;
-- then run `ketch migrate rehash`
UPDATE "Item" SET "c" = ketch_fill_in;

-- AlterTable Item
-- - change the column b: required
-- - change the column c: required
-- ! may fail: rows without Item.b
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! breaks running code: code that leaves Item.b out
-- ! may fail: rows without Item.c
-- ! breaks running code: code that leaves Item.c out
-- Others go on if b is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_b" CHECK ("b" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_b";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_b";
-- Others go on if c is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_c" CHECK ("c" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_c";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_c";
ALTER TABLE "Item"
    ALTER COLUMN "b" SET NOT NULL,
    ALTER COLUMN "c" SET NOT NULL;

-- CreateIndex Item_b_c_idx of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Item_b_c_idx" ON "Item"("b", "c");
CREATE INDEX "Item_b_c_idx" ON "Item"("b", "c");

-- undone by

-- DropIndex Item_b_c_idx of Item
DROP INDEX "Item_b_c_idx";

-- AlterTable Item
-- - drop the column b
-- - drop the column c
-- ! loses data: the values of Item.b
--   SELECT count(*) FROM "Item" WHERE "b" IS NOT NULL
-- ! breaks running code: Item.b is gone
-- ! loses data: the values of Item.c
--   SELECT count(*) FROM "Item" WHERE "c" IS NOT NULL
-- ! breaks running code: Item.c is gone
ALTER TABLE "Item"
    DROP COLUMN "b",
    DROP COLUMN "c";
