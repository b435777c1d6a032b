-- CreateTable Owner
CREATE TABLE "Owner" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "Owner_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey Item_ownerId_fkey of Item
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Item" c WHERE c."ownerId" IS NOT NULL
-- ! long lock: every row of Item is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Owner"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "Item_ownerId_fkey";
ALTER TABLE "Item" ADD CONSTRAINT "Item_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Owner"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Item_ownerId_fkey of Item
ALTER TABLE "Item" DROP CONSTRAINT "Item_ownerId_fkey";

-- DropTable Owner
-- ! loses data: every row of Owner
--   SELECT count(*) FROM "Owner"
-- ! breaks running code: Owner is gone
DROP TABLE "Owner";
