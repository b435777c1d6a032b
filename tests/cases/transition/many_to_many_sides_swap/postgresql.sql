-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

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

-- DropIndex _PostToTag_B_index of _TagToZine
DROP INDEX "_PostToTag_B_index";

-- RenameConstraint Post_pkey of Zine
-- - Post_pkey is now Zine_pkey
ALTER TABLE "Zine" RENAME CONSTRAINT "Post_pkey" TO "Zine_pkey";

-- RenameConstraint _PostToTag_B_fkey of _TagToZine
-- - _PostToTag_B_fkey is now _TagToZine_A_fkey
ALTER TABLE "_TagToZine" RENAME CONSTRAINT "_PostToTag_B_fkey" TO "_TagToZine_A_fkey";

-- RenameConstraint _PostToTag_A_fkey of _TagToZine
-- - _PostToTag_A_fkey is now _TagToZine_B_fkey
ALTER TABLE "_TagToZine" RENAME CONSTRAINT "_PostToTag_A_fkey" TO "_TagToZine_B_fkey";

-- AlterTable _TagToZine
-- - drop the primary key (B, A)
-- - add the primary key (A, B)
-- ! may fail: rows without a key of their own
--   SELECT "B", "A", count(*) FROM "_PostToTag" GROUP BY "B", "A" HAVING count(*) > 1
-- ! long lock: _TagToZine is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "_TagToZine_AB_pkey" ON "_TagToZine"("A", "B");
--   ALTER TABLE "_TagToZine" ADD CONSTRAINT "_TagToZine_AB_pkey" PRIMARY KEY USING INDEX "_TagToZine_AB_pkey";
ALTER TABLE "_TagToZine"
    DROP CONSTRAINT "_PostToTag_AB_pkey",
    ADD CONSTRAINT "_TagToZine_AB_pkey" PRIMARY KEY ("A", "B");

-- CreateIndex _TagToZine_B_index of _TagToZine
-- ! long lock: writes to _TagToZine wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "_TagToZine_B_index" ON "_TagToZine"("B");
CREATE INDEX "_TagToZine_B_index" ON "_TagToZine"("B");

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

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

-- DropIndex _TagToZine_B_index of _PostToTag
DROP INDEX "_TagToZine_B_index";

-- RenameConstraint Zine_pkey of Post
-- - Zine_pkey is now Post_pkey
ALTER TABLE "Post" RENAME CONSTRAINT "Zine_pkey" TO "Post_pkey";

-- RenameConstraint _TagToZine_B_fkey of _PostToTag
-- - _TagToZine_B_fkey is now _PostToTag_A_fkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_TagToZine_B_fkey" TO "_PostToTag_A_fkey";

-- RenameConstraint _TagToZine_A_fkey of _PostToTag
-- - _TagToZine_A_fkey is now _PostToTag_B_fkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_TagToZine_A_fkey" TO "_PostToTag_B_fkey";

-- AlterTable _PostToTag
-- - drop the primary key (B, A)
-- - add the primary key (A, B)
-- ! may fail: rows without a key of their own
--   SELECT "B", "A", count(*) FROM "_TagToZine" GROUP BY "B", "A" HAVING count(*) > 1
-- ! long lock: _PostToTag is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "_PostToTag_AB_pkey" ON "_PostToTag"("A", "B");
--   ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_AB_pkey" PRIMARY KEY USING INDEX "_PostToTag_AB_pkey";
ALTER TABLE "_PostToTag"
    DROP CONSTRAINT "_TagToZine_AB_pkey",
    ADD CONSTRAINT "_PostToTag_AB_pkey" PRIMARY KEY ("A", "B");

-- CreateIndex _PostToTag_B_index of _PostToTag
-- ! long lock: writes to _PostToTag wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "_PostToTag_B_index" ON "_PostToTag"("B");
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag"("B");
