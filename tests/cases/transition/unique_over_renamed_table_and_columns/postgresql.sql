-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Thing
-- ! breaks running code: Item is gone under that name
ALTER TABLE "Item" RENAME TO "Thing";

-- RenameColumn Thing.name
-- - name is now label
-- ! breaks running code: Thing.name is gone under that name
ALTER TABLE "Thing" RENAME COLUMN "name" TO "label";

-- RenameColumn Thing.size
-- - size is now length
-- ! breaks running code: Thing.size is gone under that name
ALTER TABLE "Thing" RENAME COLUMN "size" TO "length";

-- RenameConstraint Item_pkey of Thing
-- - Item_pkey is now Thing_pkey
ALTER TABLE "Thing" RENAME CONSTRAINT "Item_pkey" TO "Thing_pkey";

-- AlterTable Thing
-- - add the column weight
-- - add the check large
-- ! may fail: rows that break large
--   SELECT * FROM (SELECT "id", "name" AS "label", "size" AS "length" FROM "Item") "Thing" WHERE NOT (length > 0 and label <> 'x')
-- ! long lock: nobody reads or writes Thing while every row is checked
-- Others go on if large is checked in a transaction of its own. In its place:
--   ALTER TABLE "Thing" ADD CONSTRAINT "large" CHECK (length > 0 and label <> 'x') NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Thing" VALIDATE CONSTRAINT "large";
ALTER TABLE "Thing"
    ADD COLUMN "weight" INTEGER NOT NULL DEFAULT 3,
    ADD CONSTRAINT "large" CHECK (length > 0 and label <> 'x');

-- CreateIndex Thing_label_length_key of Thing
-- ! may fail: rows that Thing_label_length_key does not tell apart
--   SELECT "name", "size", count(*) FROM "Item" WHERE "name" IS NOT NULL AND "size" IS NOT NULL GROUP BY "name", "size" HAVING count(*) > 1
-- ! long lock: writes to Thing wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Thing_label_length_key" ON "Thing"("label", "length");
CREATE UNIQUE INDEX "Thing_label_length_key" ON "Thing"("label", "length");

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Thing
-- - Thing is now Item
-- ! breaks running code: Thing is gone under that name
ALTER TABLE "Thing" RENAME TO "Item";

-- RenameColumn Item.label
-- - label is now name
-- ! breaks running code: Item.label is gone under that name
ALTER TABLE "Item" RENAME COLUMN "label" TO "name";

-- RenameColumn Item.length
-- - length is now size
-- ! breaks running code: Item.length is gone under that name
ALTER TABLE "Item" RENAME COLUMN "length" TO "size";

-- DropIndex Thing_label_length_key of Item
DROP INDEX "Thing_label_length_key";

-- RenameConstraint Thing_pkey of Item
-- - Thing_pkey is now Item_pkey
ALTER TABLE "Item" RENAME CONSTRAINT "Thing_pkey" TO "Item_pkey";

-- AlterTable Item
-- - drop the check large
-- - drop the column weight
-- ! loses data: the values of Item.weight
--   SELECT count(*) FROM "Thing" WHERE "weight" IS NOT NULL
-- ! breaks running code: Item.weight is gone
ALTER TABLE "Item"
    DROP CONSTRAINT "large",
    DROP COLUMN "weight";
