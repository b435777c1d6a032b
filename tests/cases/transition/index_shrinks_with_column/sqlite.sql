-- DropIndex one of Item
DROP INDEX "one";

-- AlterTable Item
-- - drop the column a
-- ! loses data: the values of Item.a
--   SELECT count(*) FROM "Item" WHERE "a" IS NOT NULL
-- ! breaks running code: Item.a is gone
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item" DROP COLUMN "a";

-- CreateIndex one of Item
CREATE INDEX "one" ON "Item"("b");

-- undone by

-- nothing: what is gone cannot come back: the values of Item.a
