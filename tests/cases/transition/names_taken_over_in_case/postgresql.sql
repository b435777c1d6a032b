-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Post
-- - Post is now Leaf
-- ! breaks running code: Post is gone under that name
ALTER TABLE "Post" RENAME TO "Leaf";

-- RenameTable Page
-- - Page is now post
-- ! breaks running code: Page is gone under that name
ALTER TABLE "Page" RENAME TO "post";

-- RenameColumn Leaf.title
-- - title is now Body
-- ! breaks running code: Leaf.title is gone under that name
ALTER TABLE "Leaf" RENAME COLUMN "title" TO "Body";

-- RenameColumn Leaf.body
-- - body is now text
-- ! breaks running code: Leaf.body is gone under that name
ALTER TABLE "Leaf" RENAME COLUMN "body" TO "text";

-- RenameConstraint Post_pkey of Leaf
-- - Post_pkey is now Leaf_pkey
ALTER TABLE "Leaf" RENAME CONSTRAINT "Post_pkey" TO "Leaf_pkey";

-- RenameConstraint Page_pkey of post
-- - Page_pkey is now post_pkey
ALTER TABLE "post" RENAME CONSTRAINT "Page_pkey" TO "post_pkey";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Leaf
-- - Leaf is now Post
-- ! breaks running code: Leaf is gone under that name
ALTER TABLE "Leaf" RENAME TO "Post";

-- RenameTable post
-- - post is now Page
-- ! breaks running code: post is gone under that name
ALTER TABLE "post" RENAME TO "Page";

-- RenameColumn Post.Body
-- - Body is now title
-- ! breaks running code: Post.Body is gone under that name
ALTER TABLE "Post" RENAME COLUMN "Body" TO "title";

-- RenameColumn Post.text
-- - text is now body
-- ! breaks running code: Post.text is gone under that name
ALTER TABLE "Post" RENAME COLUMN "text" TO "body";

-- RenameConstraint Leaf_pkey of Post
-- - Leaf_pkey is now Post_pkey
ALTER TABLE "Post" RENAME CONSTRAINT "Leaf_pkey" TO "Post_pkey";

-- RenameConstraint post_pkey of Page
-- - post_pkey is now Page_pkey
ALTER TABLE "Page" RENAME CONSTRAINT "post_pkey" TO "Page_pkey";
