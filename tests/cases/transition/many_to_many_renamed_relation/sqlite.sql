-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropTable _topics
-- ! loses data: every row of _topics
--   SELECT count(*) FROM "_topics"
-- ! breaks running code: _topics is gone
DROP TABLE "_topics";

-- CreateTable _labels
CREATE TABLE "_labels" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_labels_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_labels_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex _labels_AB_unique of _labels
CREATE UNIQUE INDEX "_labels_AB_unique" ON "_labels"("A", "B");

-- CreateIndex _labels_B_index of _labels
CREATE INDEX "_labels_B_index" ON "_labels"("B");

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- nothing: what is gone cannot come back: every row of _topics
