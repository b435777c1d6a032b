-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropTable _PostToTag
-- ! loses data: every row of _PostToTag
--   SELECT count(*) FROM "_PostToTag"
-- ! breaks running code: _PostToTag is gone
DROP TABLE "_PostToTag";

-- CreateTable PostTag
CREATE TABLE "PostTag" (
    "postId" INTEGER NOT NULL,
    "tagId" TEXT NOT NULL,

    PRIMARY KEY ("postId", "tagId"),
    CONSTRAINT "PostTag_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PostTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;

-- undone by

-- nothing: what is gone cannot come back: every row of _PostToTag
