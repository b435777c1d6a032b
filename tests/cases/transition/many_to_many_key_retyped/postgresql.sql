-- DropForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_PostToTag_A_fkey";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Post
-- - change the column id: from INTEGER to BIGINT
-- ! long lock: every row of Post may be written anew
-- ! breaks running code: Post.id has another type
ALTER TABLE "Post"
    ALTER COLUMN "id" TYPE BIGINT;

-- AlterTable _PostToTag
-- - change the column A: from INTEGER to BIGINT
-- ! long lock: every row of _PostToTag may be written anew
-- ! breaks running code: _PostToTag.A has another type
ALTER TABLE "_PostToTag"
    ALTER COLUMN "A" TYPE BIGINT;

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "_PostToTag" VALIDATE CONSTRAINT "_PostToTag_A_fkey";
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- DropForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_PostToTag_A_fkey";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Post
-- - change the column id: from BIGINT to INTEGER
-- ! may fail: values of Post.id that the new type does not hold
--   SELECT * FROM "Post" WHERE "id" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Post may be written anew
-- ! breaks running code: Post.id has another type
ALTER TABLE "Post"
    ALTER COLUMN "id" TYPE INTEGER;

-- AlterTable _PostToTag
-- - change the column A: from BIGINT to INTEGER
-- ! may fail: values of _PostToTag.A that the new type does not hold
--   SELECT * FROM "_PostToTag" WHERE "A" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of _PostToTag may be written anew
-- ! breaks running code: _PostToTag.A has another type
ALTER TABLE "_PostToTag"
    ALTER COLUMN "A" TYPE INTEGER;

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! long lock: every row of _PostToTag is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "_PostToTag" VALIDATE CONSTRAINT "_PostToTag_A_fkey";
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
