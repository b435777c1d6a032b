-- CreateTable _PostToTag
CREATE TABLE "_PostToTag" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex _PostToTag_AB_unique of _PostToTag
CREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag"("A", "B");

-- CreateIndex _PostToTag_B_index of _PostToTag
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag"("B");

-- undone by

-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropTable _PostToTag
-- ! loses data: every row of _PostToTag
--   SELECT count(*) FROM "_PostToTag"
-- ! breaks running code: _PostToTag is gone
DROP TABLE "_PostToTag";

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
