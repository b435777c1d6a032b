-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- AlterTable Item
-- - change the column id: from INTEGER to TEXT
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.id has another type
ALTER TABLE "Item"
    ALTER COLUMN "id" TYPE TEXT USING "id"::TEXT;

-- AlterTable Part
-- - change the column itemId: from INTEGER to TEXT
-- ! long lock: every row of Part may be written anew
-- ! breaks running code: Part.itemId has another type
ALTER TABLE "Part"
    ALTER COLUMN "itemId" TYPE TEXT USING "itemId"::TEXT;

-- AddForeignKey Part_itemId_fkey of Part
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Part" c WHERE c."itemId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Item" p WHERE p."id" = c."itemId")
-- ! long lock: every row of Part is checked
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- nothing: going back would lose the spelling of the text in Item.id
