-- DropForeignKey Post_authorId_fkey of Post
ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";

-- DropForeignKey Comment_parentId_fkey of Comment
ALTER TABLE "Comment" DROP CONSTRAINT "Comment_parentId_fkey";

-- DropForeignKey Comment_byId_fkey of Comment
ALTER TABLE "Comment" DROP CONSTRAINT "Comment_byId_fkey";

-- DropForeignKey Comment_postId_fkey of Comment
ALTER TABLE "Comment" DROP CONSTRAINT "Comment_postId_fkey";

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable User
-- - change the column id: from INTEGER to TEXT
-- ! long lock: every row of User may be written anew
-- ! breaks running code: User.id has another type
ALTER TABLE "User"
    ALTER COLUMN "id" TYPE TEXT USING "id"::TEXT;

-- AlterTable Post
-- - change the column id: from INTEGER to TEXT
-- - change the column authorId: from INTEGER to TEXT
-- ! long lock: every row of Post may be written anew
-- ! breaks running code: Post.id has another type
-- ! breaks running code: Post.authorId has another type
ALTER TABLE "Post"
    ALTER COLUMN "id" TYPE TEXT USING "id"::TEXT,
    ALTER COLUMN "authorId" TYPE TEXT USING "authorId"::TEXT;

-- AlterTable Comment
-- - change the column id: from INTEGER to TEXT
-- - change the column postId: from INTEGER to TEXT
-- - change the column byId: from INTEGER to TEXT
-- - change the column parentId: from INTEGER to TEXT
-- ! long lock: every row of Comment may be written anew
-- ! breaks running code: Comment.id has another type
-- ! breaks running code: Comment.postId has another type
-- ! breaks running code: Comment.byId has another type
-- ! breaks running code: Comment.parentId has another type
ALTER TABLE "Comment"
    ALTER COLUMN "id" TYPE TEXT USING "id"::TEXT,
    ALTER COLUMN "postId" TYPE TEXT USING "postId"::TEXT,
    ALTER COLUMN "byId" TYPE TEXT USING "byId"::TEXT,
    ALTER COLUMN "parentId" TYPE TEXT USING "parentId"::TEXT;

-- AddForeignKey Post_authorId_fkey of Post
-- ! long lock: every row of Post is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Post" VALIDATE CONSTRAINT "Post_authorId_fkey";
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey Comment_postId_fkey of Comment
-- ! long lock: every row of Comment is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Comment" ADD CONSTRAINT "Comment_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Comment" VALIDATE CONSTRAINT "Comment_postId_fkey";
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey Comment_byId_fkey of Comment
-- ! long lock: every row of Comment is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Comment" ADD CONSTRAINT "Comment_byId_fkey" FOREIGN KEY ("byId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Comment" VALIDATE CONSTRAINT "Comment_byId_fkey";
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_byId_fkey" FOREIGN KEY ("byId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey Comment_parentId_fkey of Comment
-- ! long lock: every row of Comment is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Comment" ADD CONSTRAINT "Comment_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Comment"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Comment" VALIDATE CONSTRAINT "Comment_parentId_fkey";
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Comment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- nothing: going back would lose the spelling of the text in User.id
