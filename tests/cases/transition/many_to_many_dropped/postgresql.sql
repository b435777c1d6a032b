-- DropForeignKey _PostToTag_B_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_PostToTag_B_fkey";

-- DropForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_PostToTag_A_fkey";

-- DropTable _PostToTag
-- ! loses data: every row of _PostToTag
--   SELECT count(*) FROM "_PostToTag"
-- ! breaks running code: _PostToTag is gone
DROP TABLE "_PostToTag";

-- undone by

-- nothing: what is gone cannot come back: every row of _PostToTag
