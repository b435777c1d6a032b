-- CreateTable _PostToTag
CREATE TABLE "_PostToTag" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_PostToTag_AB_pkey" PRIMARY KEY ("A", "B")
);

-- CreateIndex _PostToTag_B_index of _PostToTag
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag"("B");

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _PostToTag_B_fkey of _PostToTag
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- DropForeignKey _PostToTag_B_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_PostToTag_B_fkey";

-- DropForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_PostToTag_A_fkey";

-- DropTable _PostToTag
-- ! loses data: every row of _PostToTag
--   SELECT count(*) FROM "_PostToTag"
-- ! breaks running code: _PostToTag is gone
DROP TABLE "_PostToTag";
