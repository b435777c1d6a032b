-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('RED', 'GREEN', 'BLUE');

-- CreateTable User
CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable Tag
CREATE TABLE "Tag" (
    "name" TEXT NOT NULL,

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("name")
);

-- CreateTable _PostToTag
CREATE TABLE "_PostToTag" (
    "A" INTEGER NOT NULL,
    "B" TEXT NOT NULL,

    CONSTRAINT "_PostToTag_AB_pkey" PRIMARY KEY ("A", "B")
);

-- CreateIndex User_email_key of User
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex _PostToTag_B_index of _PostToTag
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag"("B");

-- AlterTable Post
-- - change the column body: required, another default
-- - add the column color
-- - add the column authorId
-- ! may fail: rows without Post.body
--   SELECT * FROM "Post" WHERE "body" IS NULL
-- ! long lock: nobody reads or writes Post while every row is checked
-- Others go on if body is checked in a transaction of its own. Above this statement:
--   ALTER TABLE "Post" ADD CONSTRAINT "_ketch_not_null_body" CHECK ("body" IS NOT NULL) NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Post" VALIDATE CONSTRAINT "_ketch_not_null_body";
-- and below it:
--   ALTER TABLE "Post" DROP CONSTRAINT "_ketch_not_null_body";
ALTER TABLE "Post"
    ALTER COLUMN "body" SET NOT NULL,
    ALTER COLUMN "body" SET DEFAULT '',
    ADD COLUMN "color" "Color",
    ADD COLUMN "authorId" INTEGER;

-- CreateIndex Post_title_key of Post
-- ! may fail: rows that Post_title_key does not tell apart
--   SELECT "title", count(*) FROM "Post" WHERE "title" IS NOT NULL GROUP BY "title" HAVING count(*) > 1
-- ! long lock: writes to Post wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Post_title_key" ON "Post"("title");
CREATE UNIQUE INDEX "Post_title_key" ON "Post"("title");

-- CreateIndex Post_authorId_idx of Post
-- ! long lock: writes to Post wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Post_authorId_idx" ON "Post"("authorId");
CREATE INDEX "Post_authorId_idx" ON "Post"("authorId");

-- AddForeignKey Post_authorId_fkey of Post
-- ! long lock: every row of Post is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Post" VALIDATE CONSTRAINT "Post_authorId_fkey";
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _PostToTag_B_fkey of _PostToTag
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- DropForeignKey _PostToTag_B_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_PostToTag_B_fkey";

-- DropForeignKey _PostToTag_A_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_PostToTag_A_fkey";

-- DropForeignKey Post_authorId_fkey of Post
ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";

-- DropTable _PostToTag
-- ! loses data: every row of _PostToTag
--   SELECT count(*) FROM "_PostToTag"
-- ! breaks running code: _PostToTag is gone
DROP TABLE "_PostToTag";

-- DropTable Tag
-- ! loses data: every row of Tag
--   SELECT count(*) FROM "Tag"
-- ! breaks running code: Tag is gone
DROP TABLE "Tag";

-- DropTable User
-- ! loses data: every row of User
--   SELECT count(*) FROM "User"
-- ! breaks running code: User is gone
DROP TABLE "User";

-- DropIndex Post_title_key of Post
DROP INDEX "Post_title_key";

-- DropIndex Post_authorId_idx of Post
DROP INDEX "Post_authorId_idx";

-- AlterTable Post
-- - drop the column color
-- - drop the column authorId
-- - change the column body: optional, no default
-- ! loses data: the values of Post.color
--   SELECT count(*) FROM "Post" WHERE "color" IS NOT NULL
-- ! breaks running code: Post.color is gone
-- ! loses data: the values of Post.authorId
--   SELECT count(*) FROM "Post" WHERE "authorId" IS NOT NULL
-- ! breaks running code: Post.authorId is gone
-- ! breaks running code: code that expects Post.body in every row
ALTER TABLE "Post"
    DROP COLUMN "color",
    DROP COLUMN "authorId",
    ALTER COLUMN "body" DROP DEFAULT,
    ALTER COLUMN "body" DROP NOT NULL;

-- DropEnum Color
DROP TYPE "Color";
