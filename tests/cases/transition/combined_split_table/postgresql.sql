-- CreateTable Address
CREATE TABLE "Address" (
    "id" SERIAL NOT NULL,
    "street" TEXT NOT NULL,
    "city" TEXT NOT NULL,

    CONSTRAINT "Address_pkey" PRIMARY KEY ("id")
);

-- AlterTable Item
-- - drop the column street
-- - drop the column city
-- - add the column addressId
-- ! loses data: the values of Item.street
--   SELECT count(*) FROM "Item" WHERE "street" IS NOT NULL
-- ! breaks running code: Item.street is gone
-- ! loses data: the values of Item.city
--   SELECT count(*) FROM "Item" WHERE "city" IS NOT NULL
-- ! breaks running code: Item.city is gone
ALTER TABLE "Item"
    DROP COLUMN "street",
    DROP COLUMN "city",
    ADD COLUMN "addressId" INTEGER;

-- AddForeignKey Item_addressId_fkey of Item
-- ! long lock: every row of Item is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "Item_addressId_fkey";
ALTER TABLE "Item" ADD CONSTRAINT "Item_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- nothing: what is gone cannot come back: the values of Item.street
