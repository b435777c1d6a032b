-- DropIndex one of Item
DROP INDEX "one";

-- AlterTable Item
-- - drop the column a
-- ! loses data: the values of Item.a
--   SELECT count(*) FROM "Item" WHERE "a" IS NOT NULL
-- ! breaks running code: Item.a is gone
ALTER TABLE "Item"
    DROP COLUMN "a";

-- CreateIndex one of Item
-- ! long lock: writes to Item wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "one" ON "Item"("b");
CREATE INDEX "one" ON "Item"("b");

-- undone by

-- nothing: what is gone cannot come back: the values of Item.a
