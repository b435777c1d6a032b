-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column id: from INTEGER to BIGINT
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.id has another type
ALTER TABLE "Item"
    ALTER COLUMN "id" TYPE BIGINT;

-- AlterTable Part
-- - change the column itemId: from INTEGER to BIGINT
-- ! long lock: every row of Part may be written anew
-- ! breaks running code: Part.itemId has another type
ALTER TABLE "Part"
    ALTER COLUMN "itemId" TYPE BIGINT;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_itemId_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column id: from BIGINT to INTEGER
-- ! may fail: values of Item.id that the new type does not hold
--   SELECT * FROM "Item" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.id has another type
ALTER TABLE "Item"
    ALTER COLUMN "id" TYPE INTEGER;

-- AlterTable Part
-- - change the column itemId: from BIGINT to INTEGER
-- ! may fail: values of Part.itemId that the new type does not hold
--   SELECT * FROM "Part" WHERE "itemId" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Part may be written anew
-- ! breaks running code: Part.itemId has another type
ALTER TABLE "Part"
    ALTER COLUMN "itemId" TYPE INTEGER;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_itemId_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
