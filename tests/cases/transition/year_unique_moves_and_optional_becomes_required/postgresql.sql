-- DropIndex Item_code_key of Item
DROP INDEX "Item_code_key";

-- AlterTable Item
-- - change the column code: required, another default
-- - change the column rank: required, another default
-- ! may fail: rows without Item.code
--   SELECT * FROM "Item" WHERE "code" IS NULL
-- ! long lock: nobody reads or writes Item while every row is checked
-- ! may fail: rows without Item.rank
--   SELECT * FROM "Item" WHERE "rank" IS NULL
-- Others go on if code is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_code" CHECK ("code" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_code";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_code";
-- Others go on if rank is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Item" ADD CONSTRAINT "_ketch_not_null_rank" CHECK ("rank" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "_ketch_not_null_rank";
-- and below it:
--   ALTER TABLE "Item" DROP CONSTRAINT "_ketch_not_null_rank";
ALTER TABLE "Item"
    ALTER COLUMN "code" SET NOT NULL,
    ALTER COLUMN "code" SET DEFAULT 'none',
    ALTER COLUMN "rank" SET NOT NULL,
    ALTER COLUMN "rank" SET DEFAULT 0;

-- CreateIndex Item_name_key of Item
-- ! may fail: rows that Item_name_key does not tell apart
--   SELECT "name", count(*) FROM "Item" WHERE "name" IS NOT NULL GROUP BY "name" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_name_key" ON "Item"("name");
CREATE UNIQUE INDEX "Item_name_key" ON "Item"("name");

-- CreateIndex Item_code_rank_idx of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Item_code_rank_idx" ON "Item"("code", "rank");
CREATE INDEX "Item_code_rank_idx" ON "Item"("code", "rank");

-- undone by

-- DropIndex Item_name_key of Item
DROP INDEX "Item_name_key";

-- DropIndex Item_code_rank_idx of Item
DROP INDEX "Item_code_rank_idx";

-- AlterTable Item
-- - change the column code: optional, no default
-- - change the column rank: optional, no default
-- ! breaks running code: code that expects Item.code in every row
-- ! breaks running code: code that expects Item.rank in every row
ALTER TABLE "Item"
    ALTER COLUMN "code" DROP DEFAULT,
    ALTER COLUMN "code" DROP NOT NULL,
    ALTER COLUMN "rank" DROP DEFAULT,
    ALTER COLUMN "rank" DROP NOT NULL;

-- CreateIndex Item_code_key of Item
-- ! may fail: rows that Item_code_key does not tell apart
--   SELECT "code", count(*) FROM "Item" WHERE "code" IS NOT NULL GROUP BY "code" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_code_key" ON "Item"("code");
CREATE UNIQUE INDEX "Item_code_key" ON "Item"("code");
