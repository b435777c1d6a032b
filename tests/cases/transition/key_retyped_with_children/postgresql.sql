-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- AlterTable Item
-- - change the column id: from INTEGER to BIGINT
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "id" TYPE BIGINT;

-- AlterTable Part
-- - change the column itemId: from INTEGER to BIGINT
-- ! long lock: every row of Part may be written anew
ALTER TABLE "Part"
    ALTER COLUMN "itemId" TYPE BIGINT;

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Part" c WHERE c."itemId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Item" p WHERE p."id" = c."itemId")
-- ! long lock: every row of Part is checked
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- AlterTable Item
-- - change the column id: from BIGINT to INTEGER
-- ! may fail: values of Item.id that the new type does not hold
--   SELECT * FROM "Item" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "id" TYPE INTEGER;

-- AlterTable Part
-- - change the column itemId: from BIGINT to INTEGER
-- ! may fail: values of Part.itemId that the new type does not hold
--   SELECT * FROM "Part" WHERE "itemId" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Part may be written anew
ALTER TABLE "Part"
    ALTER COLUMN "itemId" TYPE INTEGER;

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Part" c WHERE c."itemId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Item" p WHERE p."id" = c."itemId")
-- ! long lock: every row of Part is checked
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
