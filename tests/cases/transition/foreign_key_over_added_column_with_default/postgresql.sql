-- AlterTable Item
-- - add the column ownerId
ALTER TABLE "Item"
    ADD COLUMN "ownerId" INTEGER NOT NULL DEFAULT 1;

-- AddForeignKey Item_ownerId_fkey of Item
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Item" c WHERE NOT EXISTS (SELECT 1 FROM "Owner" p WHERE p."id" = 1)
-- ! long lock: every row of Item is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Owner"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "Item_ownerId_fkey";
ALTER TABLE "Item" ADD CONSTRAINT "Item_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Owner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Item_ownerId_fkey of Item
ALTER TABLE "Item" DROP CONSTRAINT "Item_ownerId_fkey";

-- AlterTable Item
-- - drop the column ownerId
-- ! loses data: the values of Item.ownerId
--   SELECT count(*) FROM "Item" WHERE "ownerId" IS NOT NULL
-- ! breaks running code: Item.ownerId is gone
ALTER TABLE "Item"
    DROP COLUMN "ownerId";
