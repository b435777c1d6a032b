-- RenameEnumValue Color.RED
-- - RED is now CRIMSON
-- ! breaks running code: RED is a value no more
ALTER TYPE "Color" RENAME VALUE 'RED' TO 'CRIMSON';

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Thing";

-- RenameColumn Part.itemId
-- - itemId is now thingId
-- ! breaks running code: Part.itemId is gone under that name
ALTER TABLE "Part" RENAME COLUMN "itemId" TO "thingId";

-- RenameEnum Color
-- - Color is now Color_old
ALTER TYPE "Color" RENAME TO "Color_old";

-- DropForeignKey Part_itemId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_itemId_fkey";

-- RenameConstraint Item_pkey of Thing
-- - Item_pkey is now Thing_pkey
ALTER TABLE "Thing" RENAME CONSTRAINT "Item_pkey" TO "Thing_pkey";

-- RenameIndex Part_itemId_idx of Part
-- - Part_itemId_idx is now Part_thingId_idx
ALTER INDEX "Part_itemId_idx" RENAME TO "Part_thingId_idx";

-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('CRIMSON', 'BLUE', 'GREEN');

-- AlterTable Thing
-- - change the column id: from INTEGER to BIGINT
-- - change the column color: from "Color_old" to "Color"
-- ! long lock: every row of Thing may be written anew
-- ! breaks running code: Thing.id has another type
ALTER TABLE "Thing"
    ALTER COLUMN "id" TYPE BIGINT,
    ALTER COLUMN "color" DROP DEFAULT,
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color",
    ALTER COLUMN "color" SET DEFAULT 'CRIMSON';

-- AlterTable Part
-- - change the column thingId: from INTEGER to BIGINT
-- ! long lock: every row of Part may be written anew
-- ! breaks running code: Part.thingId has another type
ALTER TABLE "Part"
    ALTER COLUMN "thingId" TYPE BIGINT;

-- AddForeignKey Part_thingId_fkey of Part
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_thingId_fkey" FOREIGN KEY ("thingId") REFERENCES "Thing"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_thingId_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_thingId_fkey" FOREIGN KEY ("thingId") REFERENCES "Thing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- DropEnum Color_old
DROP TYPE "Color_old";

-- undone by

-- RenameEnumValue Color.CRIMSON
-- - CRIMSON is now RED
-- ! breaks running code: CRIMSON is a value no more
ALTER TYPE "Color" RENAME VALUE 'CRIMSON' TO 'RED';

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE "Thing" RENAME TO "Item";

-- RenameColumn Part.thingId
-- - thingId is now itemId
-- ! breaks running code: Part.thingId is gone under that name
ALTER TABLE "Part" RENAME COLUMN "thingId" TO "itemId";

-- RenameEnum Color
-- - Color is now Color_old
ALTER TYPE "Color" RENAME TO "Color_old";

-- DropForeignKey Part_thingId_fkey of Part
ALTER TABLE "Part" DROP CONSTRAINT "Part_thingId_fkey";

-- RenameConstraint Thing_pkey of Item
-- - Thing_pkey is now Item_pkey
ALTER TABLE "Item" RENAME CONSTRAINT "Thing_pkey" TO "Item_pkey";

-- RenameIndex Part_thingId_idx of Part
-- - Part_thingId_idx is now Part_itemId_idx
ALTER INDEX "Part_thingId_idx" RENAME TO "Part_itemId_idx";

-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('RED', 'GREEN', 'BLUE');

-- AlterTable Item
-- - change the column id: from BIGINT to INTEGER
-- - change the column color: from "Color_old" to "Color"
-- ! may fail: values of Item.id that the new type does not hold
--   SELECT * FROM "Thing" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.id has another type
ALTER TABLE "Item"
    ALTER COLUMN "id" TYPE INTEGER,
    ALTER COLUMN "color" DROP DEFAULT,
    ALTER COLUMN "color" TYPE "Color" USING "color"::text::"Color",
    ALTER COLUMN "color" SET DEFAULT 'RED';

-- AlterTable Part
-- - change the column itemId: from BIGINT to INTEGER
-- ! may fail: values of Part.itemId that the new type does not hold
--   SELECT * FROM "Part" WHERE "thingId" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Part may be written anew
-- ! breaks running code: Part.itemId has another type
ALTER TABLE "Part"
    ALTER COLUMN "itemId" TYPE INTEGER;

-- AddForeignKey Part_itemId_fkey of Part
-- ! long lock: every row of Part is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Part" VALIDATE CONSTRAINT "Part_itemId_fkey";
ALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- DropEnum Color_old
DROP TYPE "Color_old";
