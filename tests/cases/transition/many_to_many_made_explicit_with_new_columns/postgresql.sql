-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn _PostToTag.A
-- - A is now postId
-- ! breaks running code: _PostToTag.A is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "A" TO "postId";

-- RenameColumn _PostToTag.B
-- - B is now tagId
-- ! breaks running code: _PostToTag.B is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "B" TO "tagId";

-- DropIndex _PostToTag_B_index of _PostToTag
DROP INDEX "_PostToTag_B_index";

-- RenameConstraint _PostToTag_AB_pkey of _PostToTag
-- - _PostToTag_AB_pkey is now _PostToTag_pkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_PostToTag_AB_pkey" TO "_PostToTag_pkey";

-- RenameConstraint _PostToTag_A_fkey of _PostToTag
-- - _PostToTag_A_fkey is now _PostToTag_postId_fkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_PostToTag_A_fkey" TO "_PostToTag_postId_fkey";

-- RenameConstraint _PostToTag_B_fkey of _PostToTag
-- - _PostToTag_B_fkey is now _PostToTag_tagId_fkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_PostToTag_B_fkey" TO "_PostToTag_tagId_fkey";

-- AlterTable _PostToTag
-- - add the column note
ALTER TABLE "_PostToTag"
    ADD COLUMN "note" TEXT;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameColumn _PostToTag.postId
-- - postId is now A
-- ! breaks running code: _PostToTag.postId is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "postId" TO "A";

-- RenameColumn _PostToTag.tagId
-- - tagId is now B
-- ! breaks running code: _PostToTag.tagId is gone under that name
ALTER TABLE "_PostToTag" RENAME COLUMN "tagId" TO "B";

-- RenameConstraint _PostToTag_pkey of _PostToTag
-- - _PostToTag_pkey is now _PostToTag_AB_pkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_PostToTag_pkey" TO "_PostToTag_AB_pkey";

-- RenameConstraint _PostToTag_postId_fkey of _PostToTag
-- - _PostToTag_postId_fkey is now _PostToTag_A_fkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_PostToTag_postId_fkey" TO "_PostToTag_A_fkey";

-- RenameConstraint _PostToTag_tagId_fkey of _PostToTag
-- - _PostToTag_tagId_fkey is now _PostToTag_B_fkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_PostToTag_tagId_fkey" TO "_PostToTag_B_fkey";

-- AlterTable _PostToTag
-- - drop the column note
-- ! loses data: the values of _PostToTag.note
--   SELECT count(*) FROM "_PostToTag" WHERE "note" IS NOT NULL
-- ! breaks running code: _PostToTag.note is gone
ALTER TABLE "_PostToTag"
    DROP COLUMN "note";

-- CreateIndex _PostToTag_B_index of _PostToTag
-- ! long lock: writes to _PostToTag wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "_PostToTag_B_index" ON "_PostToTag"("B");
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag"("B");
