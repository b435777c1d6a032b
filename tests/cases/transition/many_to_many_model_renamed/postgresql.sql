-- RenameTable Post
-- - Post is now Article
-- ! breaks running code: Post is gone under that name
ALTER TABLE "Post" RENAME TO "Article";

-- RenameTable _PostToTag
-- - _PostToTag is now _ArticleToTag
-- ! breaks running code: _PostToTag is gone under that name
ALTER TABLE "_PostToTag" RENAME TO "_ArticleToTag";

-- DropForeignKey _PostToTag_B_fkey of _ArticleToTag
ALTER TABLE "_ArticleToTag" DROP CONSTRAINT "_PostToTag_B_fkey";

-- DropForeignKey _PostToTag_A_fkey of _ArticleToTag
ALTER TABLE "_ArticleToTag" DROP CONSTRAINT "_PostToTag_A_fkey";

-- RenameConstraint Post_pkey of Article
-- - Post_pkey is now Article_pkey
ALTER TABLE "Article" RENAME CONSTRAINT "Post_pkey" TO "Article_pkey";

-- RenameIndex _PostToTag_B_index of _ArticleToTag
-- - _PostToTag_B_index is now _ArticleToTag_B_index
ALTER INDEX "_PostToTag_B_index" RENAME TO "_ArticleToTag_B_index";

-- RenameConstraint _PostToTag_AB_pkey of _ArticleToTag
-- - _PostToTag_AB_pkey is now _ArticleToTag_AB_pkey
ALTER TABLE "_ArticleToTag" RENAME CONSTRAINT "_PostToTag_AB_pkey" TO "_ArticleToTag_AB_pkey";

-- AddForeignKey _ArticleToTag_A_fkey of _ArticleToTag
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_ArticleToTag" c WHERE c."A" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Article" p WHERE p."id" = c."A")
-- ! long lock: every row of _ArticleToTag is checked
ALTER TABLE "_ArticleToTag" ADD CONSTRAINT "_ArticleToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _ArticleToTag_B_fkey of _ArticleToTag
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_ArticleToTag" c WHERE c."B" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Tag" p WHERE p."id" = c."B")
-- ! long lock: every row of _ArticleToTag is checked
ALTER TABLE "_ArticleToTag" ADD CONSTRAINT "_ArticleToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- RenameTable Article
-- - Article is now Post
-- ! breaks running code: Article is gone under that name
ALTER TABLE "Article" RENAME TO "Post";

-- RenameTable _ArticleToTag
-- - _ArticleToTag is now _PostToTag
-- ! breaks running code: _ArticleToTag is gone under that name
ALTER TABLE "_ArticleToTag" RENAME TO "_PostToTag";

-- DropForeignKey _ArticleToTag_B_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_ArticleToTag_B_fkey";

-- DropForeignKey _ArticleToTag_A_fkey of _PostToTag
ALTER TABLE "_PostToTag" DROP CONSTRAINT "_ArticleToTag_A_fkey";

-- RenameConstraint Article_pkey of Post
-- - Article_pkey is now Post_pkey
ALTER TABLE "Post" RENAME CONSTRAINT "Article_pkey" TO "Post_pkey";

-- RenameIndex _ArticleToTag_B_index of _PostToTag
-- - _ArticleToTag_B_index is now _PostToTag_B_index
ALTER INDEX "_ArticleToTag_B_index" RENAME TO "_PostToTag_B_index";

-- RenameConstraint _ArticleToTag_AB_pkey of _PostToTag
-- - _ArticleToTag_AB_pkey is now _PostToTag_AB_pkey
ALTER TABLE "_PostToTag" RENAME CONSTRAINT "_ArticleToTag_AB_pkey" TO "_PostToTag_AB_pkey";

-- AddForeignKey _PostToTag_A_fkey of _PostToTag
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_PostToTag" c WHERE c."A" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Post" p WHERE p."id" = c."A")
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _PostToTag_B_fkey of _PostToTag
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_PostToTag" c WHERE c."B" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Tag" p WHERE p."id" = c."B")
-- ! long lock: every row of _PostToTag is checked
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
