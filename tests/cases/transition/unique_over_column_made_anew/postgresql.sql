-- AlterTable Item
-- - drop the column flag
-- - add the column flag
-- ! loses data: the values of Item.flag
--   SELECT count(*) FROM "Item" WHERE "flag" IS NOT NULL
-- ! breaks running code: Item.flag is gone
ALTER TABLE "Item"
    DROP COLUMN "flag",
    ADD COLUMN "flag" BYTEA NOT NULL DEFAULT '\x000000';

-- CreateIndex Item_flag_key of Item
-- ! may fail: rows that Item_flag_key does not tell apart
--   SELECT count(*) FROM "Item" HAVING count(*) > 1
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Item_flag_key" ON "Item"("flag");
CREATE UNIQUE INDEX "Item_flag_key" ON "Item"("flag");

-- undone by

-- nothing: what is gone cannot come back: the values of Item.flag
