-- DropForeignKey Post_authorId_fkey of Post
ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";

-- CreateTable Profile
CREATE TABLE "Profile" (
    "id" BIGSERIAL NOT NULL,
    "bio" TEXT,
    "userId" BIGINT NOT NULL,

    CONSTRAINT "Profile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex Profile_userId_key of Profile
CREATE UNIQUE INDEX "Profile_userId_key" ON "Profile"("userId");

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable User
-- - drop the column bio
-- - drop the column avatar
-- - change the column id: from INTEGER to BIGINT
-- ! loses data: the values of User.bio
--   SELECT count(*) FROM "User" WHERE "bio" IS NOT NULL
-- ! breaks running code: User.bio is gone
-- ! loses data: the values of User.avatar
--   SELECT count(*) FROM "User" WHERE "avatar" IS NOT NULL
-- ! breaks running code: User.avatar is gone
-- ! long lock: every row of User may be written anew
-- ! breaks running code: User.id has another type
ALTER TABLE "User"
    DROP COLUMN "bio",
    DROP COLUMN "avatar",
    ALTER COLUMN "id" TYPE BIGINT;
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s AS BIGINT'', pg_get_serial_sequence(''"User"'', ''id'')); END';

-- AlterTable Post
-- - change the column id: from INTEGER to BIGINT
-- - change the column authorId: from INTEGER to BIGINT
-- ! long lock: every row of Post may be written anew
-- ! breaks running code: Post.id has another type
-- ! breaks running code: Post.authorId has another type
ALTER TABLE "Post"
    ALTER COLUMN "id" TYPE BIGINT,
    ALTER COLUMN "authorId" TYPE BIGINT;
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s AS BIGINT'', pg_get_serial_sequence(''"Post"'', ''id'')); END';

-- AddForeignKey Profile_userId_fkey of Profile
ALTER TABLE "Profile" ADD CONSTRAINT "Profile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey Post_authorId_fkey of Post
-- ! long lock: every row of Post is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Post" VALIDATE CONSTRAINT "Post_authorId_fkey";
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- nothing: what is gone cannot come back: the values of User.bio
