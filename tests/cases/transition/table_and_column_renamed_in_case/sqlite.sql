-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Post
-- - Post is now post
-- ! breaks running code: Post is gone under that name
ALTER TABLE "Post" RENAME TO "_ketch_renaming";
ALTER TABLE "_ketch_renaming" RENAME TO "post";

-- RenameColumn post.title
-- - title is now Title
-- ! breaks running code: post.title is gone under that name
ALTER TABLE "post" RENAME COLUMN "title" TO "Title";

-- DropIndex Post_title_key of post
DROP INDEX "Post_title_key";

-- CreateIndex post_Title_key of post
-- ! may fail: rows that post_Title_key does not tell apart
--   SELECT "title", count(*) FROM "Post" WHERE "title" IS NOT NULL GROUP BY "title" HAVING count(*) > 1
CREATE UNIQUE INDEX "post_Title_key" ON "post"("Title");

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable post
-- - post is now Post
-- ! breaks running code: post is gone under that name
ALTER TABLE "post" RENAME TO "_ketch_renaming";
ALTER TABLE "_ketch_renaming" RENAME TO "Post";

-- RenameColumn Post.Title
-- - Title is now title
-- ! breaks running code: Post.Title is gone under that name
ALTER TABLE "Post" RENAME COLUMN "Title" TO "title";

-- DropIndex post_Title_key of Post
DROP INDEX "post_Title_key";

-- CreateIndex Post_title_key of Post
-- ! may fail: rows that Post_title_key does not tell apart
--   SELECT "Title", count(*) FROM "post" WHERE "Title" IS NOT NULL GROUP BY "Title" HAVING count(*) > 1
CREATE UNIQUE INDEX "Post_title_key" ON "Post"("title");
