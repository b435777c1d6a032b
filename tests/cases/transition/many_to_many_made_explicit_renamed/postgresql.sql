-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable _PostToTag
-- - _PostToTag is now PostTag
-- ! breaks running code: _PostToTag is gone under that name
ALTER TABLE "_PostToTag" RENAME TO "PostTag";

-- RenameColumn PostTag.A
-- - A is now postId
-- ! breaks running code: PostTag.A is gone under that name
ALTER TABLE "PostTag" RENAME COLUMN "A" TO "postId";

-- RenameColumn PostTag.B
-- - B is now tagId
-- ! breaks running code: PostTag.B is gone under that name
ALTER TABLE "PostTag" RENAME COLUMN "B" TO "tagId";

-- DropIndex _PostToTag_B_index of PostTag
DROP INDEX "_PostToTag_B_index";

-- RenameConstraint _PostToTag_AB_pkey of PostTag
-- - _PostToTag_AB_pkey is now PostTag_pkey
ALTER TABLE "PostTag" RENAME CONSTRAINT "_PostToTag_AB_pkey" TO "PostTag_pkey";

-- RenameConstraint _PostToTag_A_fkey of PostTag
-- - _PostToTag_A_fkey is now PostTag_postId_fkey
ALTER TABLE "PostTag" RENAME CONSTRAINT "_PostToTag_A_fkey" TO "PostTag_postId_fkey";

-- RenameConstraint _PostToTag_B_fkey of PostTag
-- - _PostToTag_B_fkey is now PostTag_tagId_fkey
ALTER TABLE "PostTag" RENAME CONSTRAINT "_PostToTag_B_fkey" TO "PostTag_tagId_fkey";

-- AlterTable PostTag
-- - add the column rank
ALTER TABLE "PostTag"
    ADD COLUMN "rank" INTEGER NOT NULL DEFAULT 0;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable PostTag
-- - PostTag is now _PostToTag
-- ! breaks running code: PostTag is gone under that name
ALTER TABLE "PostTag" RENAME TO "_PostToTag";

-- RenameColumn _PostToTag.postId
-- - postId is now A
-- ! breaks running code: _PostToTag.postId is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "postId" TO "A";

-- RenameColumn _PostToTag.tagId
-- - tagId is now B
-- ! breaks running code: _PostToTag.tagId is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "tagId" TO "B";

-- RenameConstraint PostTag_pkey of _PostToTag
-- - PostTag_pkey is now _PostToTag_AB_pkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "PostTag_pkey" TO "_PostToTag_AB_pkey";

-- RenameConstraint PostTag_postId_fkey of _PostToTag
-- - PostTag_postId_fkey is now _PostToTag_A_fkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "PostTag_postId_fkey" TO "_PostToTag_A_fkey";

-- RenameConstraint PostTag_tagId_fkey of _PostToTag
-- - PostTag_tagId_fkey is now _PostToTag_B_fkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "PostTag_tagId_fkey" TO "_PostToTag_B_fkey";

-- AlterTable _PostToTag
-- - drop the column rank
-- ! loses data: the values of _PostToTag.rank
--   SELECT count(*) FROM "PostTag" WHERE "rank" IS NOT NULL
-- ! breaks running code: _PostToTag.rank is gone
ALTER TABLE "_PostToTag"
    DROP COLUMN "rank";

-- CreateIndex _PostToTag_B_index of _PostToTag
-- ! long lock: writes to _PostToTag wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "_PostToTag_B_index" ON "_PostToTag"("B");
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag"("B");
