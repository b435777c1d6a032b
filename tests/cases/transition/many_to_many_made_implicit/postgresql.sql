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

-- undone by

-- nothing: what is gone cannot come back: the values of _PostToTag.rank
