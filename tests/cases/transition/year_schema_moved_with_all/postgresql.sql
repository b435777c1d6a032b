-- CreateSchema shop
CREATE SCHEMA IF NOT EXISTS "shop";

-- CreateSchema people
CREATE SCHEMA IF NOT EXISTS "people";

-- RenameEnum public.Color
-- - public.Color is now shop.Color
-- ! breaks running code: public.Color is gone under that name
ALTER TYPE "public"."Color" SET SCHEMA "shop";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable public.Owner
-- - public.Owner is now people.Owner
-- ! breaks running code: public.Owner is gone under that name
ALTER TABLE "public"."Owner" SET SCHEMA "people";

-- RenameTable public.Item
-- - public.Item is now shop.Thing
-- ! breaks running code: public.Item is gone under that name
ALTER TABLE "public"."Item" SET SCHEMA "shop";
ALTER TABLE "shop"."Item" RENAME TO "Thing";

-- RenameSequence shop.Thing.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "Thing_id_seq"'', pg_get_serial_sequence(''"shop"."Thing"'', ''id'')); END';

-- DropForeignKey Item_ownerId_fkey of shop.Thing
ALTER TABLE "shop"."Thing" DROP CONSTRAINT "Item_ownerId_fkey";

-- RenameIndex Item_color_id_key of shop.Thing
-- - Item_color_id_key is now Thing_color_id_key
ALTER INDEX "shop"."Item_color_id_key" RENAME TO "Thing_color_id_key";

-- RenameIndex Item_ownerId_idx of shop.Thing
-- - Item_ownerId_idx is now Thing_ownerId_idx
ALTER INDEX "shop"."Item_ownerId_idx" RENAME TO "Thing_ownerId_idx";

-- RenameConstraint Item_pkey of shop.Thing
-- - Item_pkey is now Thing_pkey
ALTER TABLE "shop"."Thing" RENAME CONSTRAINT "Item_pkey" TO "Thing_pkey";

-- AddEnumValue shop.Color.BLUE
ALTER TYPE "shop"."Color" ADD VALUE 'BLUE' AFTER 'GREEN';

-- AlterTable people.Owner
-- - change the column id: from INTEGER to BIGINT
-- ! long lock: every row of people.Owner may be written anew
-- ! breaks running code: people.Owner.id has another type
ALTER TABLE "people"."Owner"
    ALTER COLUMN "id" TYPE BIGINT;
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s AS BIGINT'', pg_get_serial_sequence(''"people"."Owner"'', ''id'')); END';

-- AlterTable shop.Thing
-- - change the column ownerId: from INTEGER to BIGINT
-- ! long lock: every row of shop.Thing may be written anew
-- ! breaks running code: shop.Thing.ownerId has another type
ALTER TABLE "shop"."Thing"
    ALTER COLUMN "ownerId" TYPE BIGINT;

-- AddForeignKey Thing_ownerId_fkey of shop.Thing
-- ! long lock: every row of shop.Thing is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "shop"."Thing" ADD CONSTRAINT "Thing_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"."Owner"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "shop"."Thing" VALIDATE CONSTRAINT "Thing_ownerId_fkey";
ALTER TABLE "shop"."Thing" ADD CONSTRAINT "Thing_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"."Owner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- RenameEnum shop.Color
-- - shop.Color is now public.Color
-- ! breaks running code: shop.Color is gone under that name
ALTER TYPE "shop"."Color" SET SCHEMA "public";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable people.Owner
-- - people.Owner is now public.Owner
-- ! breaks running code: people.Owner is gone under that name
ALTER TABLE "people"."Owner" SET SCHEMA "public";

-- RenameTable shop.Thing
-- - shop.Thing is now public.Item
-- ! breaks running code: shop.Thing is gone under that name
ALTER TABLE "shop"."Thing" SET SCHEMA "public";
ALTER TABLE "public"."Thing" RENAME TO "Item";

-- RenameSequence public.Item.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "Item_id_seq"'', pg_get_serial_sequence(''"public"."Item"'', ''id'')); END';

-- RenameEnum public.Color
-- - public.Color is now public.Color_old
ALTER TYPE "public"."Color" RENAME TO "Color_old";

-- DropForeignKey Thing_ownerId_fkey of public.Item
ALTER TABLE "public"."Item" DROP CONSTRAINT "Thing_ownerId_fkey";

-- RenameIndex Thing_color_id_key of public.Item
-- - Thing_color_id_key is now Item_color_id_key
ALTER INDEX "public"."Thing_color_id_key" RENAME TO "Item_color_id_key";

-- RenameIndex Thing_ownerId_idx of public.Item
-- - Thing_ownerId_idx is now Item_ownerId_idx
ALTER INDEX "public"."Thing_ownerId_idx" RENAME TO "Item_ownerId_idx";

-- RenameConstraint Thing_pkey of public.Item
-- - Thing_pkey is now Item_pkey
ALTER TABLE "public"."Item" RENAME CONSTRAINT "Thing_pkey" TO "Item_pkey";

-- CreateEnum public.Color
CREATE TYPE "public"."Color" AS ENUM ('RED', 'GREEN');

-- AlterTable public.Owner
-- - change the column id: from BIGINT to INTEGER
-- ! may fail: values of public.Owner.id that the new type does not hold
--   SELECT * FROM "people"."Owner" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of public.Owner may be written anew
-- ! breaks running code: public.Owner.id has another type
ALTER TABLE "public"."Owner"
    ALTER COLUMN "id" TYPE INTEGER;
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s AS INTEGER'', pg_get_serial_sequence(''"public"."Owner"'', ''id'')); END';

-- AlterTable public.Item
-- - change the column color: from "public"."Color_old" to "public"."Color"
-- - change the column ownerId: from BIGINT to INTEGER
-- ! may fail: values of public.Item.color that the new type does not hold
--   SELECT * FROM "shop"."Thing" WHERE "color"::text IN ('BLUE')
-- ! long lock: every row of public.Item may be written anew
-- ! breaks running code: BLUE is no value of public.Item.color any more
-- ! may fail: values of public.Item.ownerId that the new type does not hold
--   SELECT * FROM "shop"."Thing" WHERE "ownerId" NOT BETWEEN -2147483648 AND 2147483647
-- ! breaks running code: public.Item.ownerId has another type
ALTER TABLE "public"."Item"
    ALTER COLUMN "color" DROP DEFAULT,
    ALTER COLUMN "color" TYPE "public"."Color" USING "color"::text::"public"."Color",
    ALTER COLUMN "color" SET DEFAULT 'RED',
    ALTER COLUMN "ownerId" TYPE INTEGER;

-- AddForeignKey Item_ownerId_fkey of public.Item
-- ! long lock: every row of public.Item is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "public"."Item" ADD CONSTRAINT "Item_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "public"."Owner"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "public"."Item" VALIDATE CONSTRAINT "Item_ownerId_fkey";
ALTER TABLE "public"."Item" ADD CONSTRAINT "Item_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "public"."Owner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- DropEnum public.Color_old
DROP TYPE "public"."Color_old";
