-- RenameIndex _PostToTag_B_index of _PostToTag
-- - _PostToTag_B_index is now _PostToTag_B_idx
ALTER INDEX "_PostToTag_B_index" RENAME TO "_PostToTag_B_idx";

-- RenameConstraint _PostToTag_AB_pkey of _PostToTag
-- - _PostToTag_AB_pkey is now _PostToTag_pkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_PostToTag_AB_pkey" TO "_PostToTag_pkey";

-- AlterTable _PostToTag
-- - add the column added
ALTER TABLE "_PostToTag"
    ADD COLUMN "added" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- undone by

-- RenameIndex _PostToTag_B_idx of _PostToTag
-- - _PostToTag_B_idx is now _PostToTag_B_index
ALTER INDEX "_PostToTag_B_idx" RENAME TO "_PostToTag_B_index";

-- RenameConstraint _PostToTag_pkey of _PostToTag
-- - _PostToTag_pkey is now _PostToTag_AB_pkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_PostToTag_pkey" TO "_PostToTag_AB_pkey";

-- AlterTable _PostToTag
-- - drop the column added
-- ! loses data: the values of _PostToTag.added
--   SELECT count(*) FROM "_PostToTag" WHERE "added" IS NOT NULL
-- ! breaks running code: _PostToTag.added is gone
ALTER TABLE "_PostToTag"
    DROP COLUMN "added";
