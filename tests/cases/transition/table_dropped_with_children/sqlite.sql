-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropTable Part
-- ! loses data: every row of Part
--   SELECT count(*) FROM "Part"
-- ! breaks running code: Part is gone
DROP TABLE "Part";

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- nothing: what is gone cannot come back: every row of Part
