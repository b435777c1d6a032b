-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropTable _PostToTag
-- ! loses data: every row of _PostToTag
--   SELECT count(*) FROM "_PostToTag"
-- ! breaks running code: _PostToTag is gone
DROP TABLE "_PostToTag";

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- nothing: what is gone cannot come back: every row of _PostToTag
