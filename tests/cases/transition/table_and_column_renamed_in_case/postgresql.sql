-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Post
-- - Post is now post
-- ! breaks running code: Post is gone under that name
ALTER TABLE "Post" RENAME TO "post";

-- RenameColumn post.title
-- - title is now Title
-- ! breaks running code: post.title is gone under that name
ALTER TABLE "post" RENAME COLUMN "title" TO "Title";

-- RenameIndex Post_title_key of post
-- - Post_title_key is now post_Title_key
ALTER INDEX "Post_title_key" RENAME TO "post_Title_key";

-- RenameConstraint Post_pkey of post
-- - Post_pkey is now post_pkey
ALTER TABLE "post" RENAME CONSTRAINT "Post_pkey" TO "post_pkey";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable post
-- - post is now Post
-- ! breaks running code: post is gone under that name
ALTER TABLE "post" RENAME TO "Post";

-- RenameColumn Post.Title
-- - Title is now title
-- ! breaks running code: Post.Title is gone under that name
ALTER TABLE "Post" RENAME COLUMN "Title" TO "title";

-- RenameIndex post_Title_key of Post
-- - post_Title_key is now Post_title_key
ALTER INDEX "post_Title_key" RENAME TO "Post_title_key";

-- RenameConstraint post_pkey of Post
-- - post_pkey is now Post_pkey
ALTER TABLE "Post" RENAME CONSTRAINT "post_pkey" TO "Post_pkey";
