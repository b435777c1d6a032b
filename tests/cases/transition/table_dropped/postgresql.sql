-- DropTable Other
-- ! loses data: every row of Other
--   SELECT count(*) FROM "Other"
-- ! breaks running code: Other is gone
DROP TABLE "Other";

-- undone by

-- nothing: what is gone cannot come back: every row of Other
