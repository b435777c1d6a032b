-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Post
-- - Post is now Article
-- ! breaks running code: Post is gone under that name
ALTER TABLE "Post" RENAME TO "Article";

-- RenameTable _PostToTag
-- - _PostToTag is now _ArticleToTag
-- ! breaks running code: _PostToTag is gone under that name
ALTER TABLE "_PostToTag" RENAME TO "_ArticleToTag";

-- RenameConstraint Post_pkey of Article
-- - Post_pkey is now Article_pkey
ALTER TABLE "Article" RENAME CONSTRAINT "Post_pkey" TO "Article_pkey";

-- RenameIndex _PostToTag_B_index of _ArticleToTag
-- - _PostToTag_B_index is now _ArticleToTag_B_index
ALTER INDEX "_PostToTag_B_index" RENAME TO "_ArticleToTag_B_index";

-- RenameConstraint _PostToTag_AB_pkey of _ArticleToTag
-- - _PostToTag_AB_pkey is now _ArticleToTag_AB_pkey
ALTER TABLE "_ArticleToTag" RENAME CONSTRAINT "_PostToTag_AB_pkey" TO "_ArticleToTag_AB_pkey";

-- RenameConstraint _PostToTag_A_fkey of _ArticleToTag
-- - _PostToTag_A_fkey is now _ArticleToTag_A_fkey
ALTER TABLE "_ArticleToTag" RENAME CONSTRAINT "_PostToTag_A_fkey" TO "_ArticleToTag_A_fkey";

-- RenameConstraint _PostToTag_B_fkey of _ArticleToTag
-- - _PostToTag_B_fkey is now _ArticleToTag_B_fkey
ALTER TABLE "_ArticleToTag" RENAME CONSTRAINT "_PostToTag_B_fkey" TO "_ArticleToTag_B_fkey";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Article
-- - Article is now Post
-- ! breaks running code: Article is gone under that name
ALTER TABLE "Article" RENAME TO "Post";

-- RenameTable _ArticleToTag
-- - _ArticleToTag is now _PostToTag
-- ! breaks running code: _ArticleToTag is gone under that name
ALTER TABLE "_ArticleToTag" RENAME TO "_PostToTag";

-- RenameConstraint Article_pkey of Post
-- - Article_pkey is now Post_pkey
ALTER TABLE "Post" RENAME CONSTRAINT "Article_pkey" TO "Post_pkey";

-- RenameIndex _ArticleToTag_B_index of _PostToTag
-- - _ArticleToTag_B_index is now _PostToTag_B_index
ALTER INDEX "_ArticleToTag_B_index" RENAME TO "_PostToTag_B_index";

-- RenameConstraint _ArticleToTag_AB_pkey of _PostToTag
-- - _ArticleToTag_AB_pkey is now _PostToTag_AB_pkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_ArticleToTag_AB_pkey" TO "_PostToTag_AB_pkey";

-- RenameConstraint _ArticleToTag_A_fkey of _PostToTag
-- - _ArticleToTag_A_fkey is now _PostToTag_A_fkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_ArticleToTag_A_fkey" TO "_PostToTag_A_fkey";

-- RenameConstraint _ArticleToTag_B_fkey of _PostToTag
-- - _ArticleToTag_B_fkey is now _PostToTag_B_fkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_ArticleToTag_B_fkey" TO "_PostToTag_B_fkey";
