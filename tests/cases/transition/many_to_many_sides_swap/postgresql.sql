-- RenameTable Post
-- - Post is now Zine
-- ! breaks running code: Post is gone under that name
ALTER TABLE "Post" RENAME TO "Zine";

-- RenameTable _PostToTag
-- - _PostToTag is now _TagToZine
-- ! breaks running code: _PostToTag is gone under that name
ALTER TABLE "_PostToTag" RENAME TO "_TagToZine";

-- RenameColumn _TagToZine.A
-- - A is now _ketch_renaming
-- ! breaks running code: _TagToZine.A is gone under that name
ALTER TABLE "_TagToZine" RENAME COLUMN "A" TO "_ketch_renaming";

-- RenameColumn _TagToZine.B
-- - B is now A
-- ! breaks running code: _TagToZine.B is gone under that name
ALTER TABLE "_TagToZine" RENAME COLUMN "B" TO "A";

-- RenameColumn _TagToZine._ketch_renaming
-- - _ketch_renaming is now B
-- ! breaks running code: _TagToZine._ketch_renaming is gone under that name
ALTER TABLE "_TagToZine" RENAME COLUMN "_ketch_renaming" TO "B";

-- DropForeignKey _PostToTag_B_fkey of _TagToZine
ALTER TABLE "_TagToZine" DROP CONSTRAINT "_PostToTag_B_fkey";

-- DropForeignKey _PostToTag_A_fkey of _TagToZine
ALTER TABLE "_TagToZine" DROP CONSTRAINT "_PostToTag_A_fkey";

-- DropIndex _PostToTag_B_index of _TagToZine
DROP INDEX "_PostToTag_B_index";

-- RenameConstraint Post_pkey of Zine
-- - Post_pkey is now Zine_pkey
ALTER TABLE "Zine" RENAME CONSTRAINT "Post_pkey" TO "Zine_pkey";

-- AlterTable _TagToZine
-- - drop the primary key (B, A)
-- - add the primary key (A, B)
-- ! may fail: rows without a key of their own
--   SELECT "A", "B", count(*) FROM "_TagToZine" GROUP BY "A", "B" HAVING count(*) > 1
-- ! long lock: _TagToZine is locked while the key is built
ALTER TABLE "_TagToZine"
    DROP CONSTRAINT "_PostToTag_AB_pkey",
    ADD CONSTRAINT "_TagToZine_AB_pkey" PRIMARY KEY ("A", "B");

-- CreateIndex _TagToZine_B_index of _TagToZine
-- ! long lock: writes to _TagToZine wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "_TagToZine_B_index" ON "_TagToZine"("B");

-- AddForeignKey _TagToZine_A_fkey of _TagToZine
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_TagToZine" c WHERE c."A" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Tag" p WHERE p."id" = c."A")
-- ! long lock: every row of _TagToZine is checked
ALTER TABLE "_TagToZine" ADD CONSTRAINT "_TagToZine_A_fkey" FOREIGN KEY ("A") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _TagToZine_B_fkey of _TagToZine
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_TagToZine" c WHERE c."B" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Zine" p WHERE p."id" = c."B")
-- ! long lock: every row of _TagToZine is checked
ALTER TABLE "_TagToZine" ADD CONSTRAINT "_TagToZine_B_fkey" FOREIGN KEY ("B") REFERENCES "Zine"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- RenameTable Zine
-- - Zine is now Post
-- ! breaks running code: Zine is gone under that name
ALTER TABLE "Zine" RENAME TO "Post";

-- RenameTable _TagToZine
-- - _TagToZine is now _PostToTag
-- ! breaks running code: _TagToZine is gone under that name
ALTER TABLE "_TagToZine" RENAME TO "_PostToTag";

-- RenameColumn _PostToTag.B
-- - B is now _ketch_renaming
-- ! breaks running code: _PostToTag.B is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "B" TO "_ketch_renaming";

-- RenameColumn _PostToTag.A
-- - A is now B
-- ! breaks running code: _PostToTag.A is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "A" TO "B";

-- RenameColumn _PostToTag._ketch_renaming
-- - _ketch_renaming is now A
-- ! breaks running code: _PostToTag._ketch_renaming is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "_ketch_renaming" TO "A";

-- DropForeignKey _TagToZine_B_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_TagToZine_B_fkey";

-- DropForeignKey _TagToZine_A_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_TagToZine_A_fkey";

-- DropIndex _TagToZine_B_index of _PostToTag
DROP INDEX "_TagToZine_B_index";

-- RenameConstraint Zine_pkey of Post
-- - Zine_pkey is now Post_pkey
ALTER TABLE "Post" RENAME CONSTRAINT "Zine_pkey" TO "Post_pkey";

-- AlterTable _PostToTag
-- - drop the primary key (B, A)
-- - add the primary key (A, B)
-- ! may fail: rows without a key of their own
--   SELECT "A", "B", count(*) FROM "_PostToTag" GROUP BY "A", "B" HAVING count(*) > 1
-- ! long lock: _PostToTag is locked while the key is built
ALTER TABLE "_PostToTag"
    DROP CONSTRAINT "_TagToZine_AB_pkey",
    ADD CONSTRAINT "_PostToTag_AB_pkey" PRIMARY KEY ("A", "B");

-- CreateIndex _PostToTag_B_index of _PostToTag
-- ! long lock: writes to _PostToTag wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag"("B");

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_PostToTag" c WHERE c."A" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Post" p WHERE p."id" = c."A")
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _PostToTag_B_fkey of _PostToTag
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_PostToTag" c WHERE c."B" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Tag" p WHERE p."id" = c."B")
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
