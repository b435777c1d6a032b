-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Owner
-- - change the column id: from INTEGER to TEXT
-- ! long lock: every row of Owner may be written anew
-- ! breaks running code: Owner.id has another type
ALTER TABLE "Owner"
    ALTER COLUMN "id" TYPE TEXT USING "id"::TEXT;

-- AddForeignKey Item_ownerId_fkey of Item
-- ! may fail: rows that point at nothing
--   SELECT * FROM "Item" c WHERE c."ownerId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Owner" p WHERE p."id"::text = c."ownerId"::text)
-- ! long lock: every row of Item is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Item" ADD CONSTRAINT "Item_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Owner"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Item" VALIDATE CONSTRAINT "Item_ownerId_fkey";
ALTER TABLE "Item" ADD CONSTRAINT "Item_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Owner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- nothing: going back would lose the spelling of the text in Owner.id
