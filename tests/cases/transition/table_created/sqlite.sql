-- CreateTable Other
CREATE TABLE "Other" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL
);

-- CreateIndex Other_name_key of Other
CREATE UNIQUE INDEX "Other_name_key" ON "Other"("name");

-- CreateIndex Other_name_id_idx of Other
CREATE INDEX "Other_name_id_idx" ON "Other"("name", "id");

-- undone by

-- DropTable Other
-- ! loses data: every row of Other
--   SELECT count(*) FROM "Other"
-- ! breaks running code: Other is gone
DROP TABLE "Other";
