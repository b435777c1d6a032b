-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropTable Two
-- ! loses data: every row of Two
--   SELECT count(*) FROM "Two"
-- ! breaks running code: Two is gone
DROP TABLE "Two";

-- DropTable One
-- ! loses data: every row of One
--   SELECT count(*) FROM "One"
-- ! breaks running code: One is gone
DROP TABLE "One";

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- nothing: what is gone cannot come back: every row of Two
