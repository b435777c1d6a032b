-- RenameTable Post
-- - Post is now Zine
-- ! breaks running code: Post is gone under that name
ALTER TABLE "Post" RENAME TO "Zine";

-- RenameColumn _topics.A
-- - A is now _ketch_renaming
-- ! breaks running code: _topics.A is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "A" TO "_ketch_renaming";

-- RenameColumn _topics.B
-- - B is now A
-- ! breaks running code: _topics.B is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "B" TO "A";

-- RenameColumn _topics._ketch_renaming
-- - _ketch_renaming is now B
-- ! breaks running code: _topics._ketch_renaming is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "_ketch_renaming" TO "B";

-- DropForeignKey _topics_B_fkey of _topics
ALTER TABLE "_topics" DROP CONSTRAINT "_topics_B_fkey";

-- DropForeignKey _topics_A_fkey of _topics
ALTER TABLE "_topics" DROP CONSTRAINT "_topics_A_fkey";

-- DropIndex _topics_B_index of _topics
DROP INDEX "_topics_B_index";

-- RenameConstraint Post_pkey of Zine
-- - Post_pkey is now Zine_pkey
ALTER TABLE "Zine" RENAME CONSTRAINT "Post_pkey" TO "Zine_pkey";

-- AlterTable _topics
-- - drop the primary key (B, A)
-- - add the primary key (A, B)
-- ! may fail: rows without a key of their own
--   SELECT "A", "B", count(*) FROM "_topics" GROUP BY "A", "B" HAVING count(*) > 1
-- ! long lock: _topics is locked while the key is built
ALTER TABLE "_topics"
    DROP CONSTRAINT "_topics_AB_pkey",
    ADD CONSTRAINT "_topics_AB_pkey" PRIMARY KEY ("A", "B");

-- CreateIndex _topics_B_index of _topics
-- ! long lock: writes to _topics wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "_topics_B_index" ON "_topics"("B");

-- AddForeignKey _topics_A_fkey of _topics
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_topics" c WHERE c."A" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Tag" p WHERE p."id" = c."A")
-- ! long lock: every row of _topics is checked
ALTER TABLE "_topics" ADD CONSTRAINT "_topics_A_fkey" FOREIGN KEY ("A") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _topics_B_fkey of _topics
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_topics" c WHERE c."B" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Zine" p WHERE p."id" = c."B")
-- ! long lock: every row of _topics is checked
ALTER TABLE "_topics" ADD CONSTRAINT "_topics_B_fkey" FOREIGN KEY ("B") REFERENCES "Zine"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- RenameTable Zine
-- - Zine is now Post
-- ! breaks running code: Zine is gone under that name
ALTER TABLE "Zine" RENAME TO "Post";

-- RenameColumn _topics.B
-- - B is now _ketch_renaming
-- ! breaks running code: _topics.B is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "B" TO "_ketch_renaming";

-- RenameColumn _topics.A
-- - A is now B
-- ! breaks running code: _topics.A is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "A" TO "B";

-- RenameColumn _topics._ketch_renaming
-- - _ketch_renaming is now A
-- ! breaks running code: _topics._ketch_renaming is gone under that name
ALTER TABLE "_topics" RENAME COLUMN "_ketch_renaming" TO "A";

-- DropForeignKey _topics_B_fkey of _topics
ALTER TABLE "_topics" DROP CONSTRAINT "_topics_B_fkey";

-- DropForeignKey _topics_A_fkey of _topics
ALTER TABLE "_topics" DROP CONSTRAINT "_topics_A_fkey";

-- DropIndex _topics_B_index of _topics
DROP INDEX "_topics_B_index";

-- RenameConstraint Zine_pkey of Post
-- - Zine_pkey is now Post_pkey
ALTER TABLE "Post" RENAME CONSTRAINT "Zine_pkey" TO "Post_pkey";

-- AlterTable _topics
-- - drop the primary key (B, A)
-- - add the primary key (A, B)
-- ! may fail: rows without a key of their own
--   SELECT "A", "B", count(*) FROM "_topics" GROUP BY "A", "B" HAVING count(*) > 1
-- ! long lock: _topics is locked while the key is built
ALTER TABLE "_topics"
    DROP CONSTRAINT "_topics_AB_pkey",
    ADD CONSTRAINT "_topics_AB_pkey" PRIMARY KEY ("A", "B");

-- CreateIndex _topics_B_index of _topics
-- ! long lock: writes to _topics wait until the index is built. On a large table, build it beforehand under the same name with CREATE INDEX CONCURRENTLY, outside a transaction, and take this statement out
CREATE INDEX "_topics_B_index" ON "_topics"("B");

-- AddForeignKey _topics_A_fkey of _topics
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_topics" c WHERE c."A" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Post" p WHERE p."id" = c."A")
-- ! long lock: every row of _topics is checked
ALTER TABLE "_topics" ADD CONSTRAINT "_topics_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _topics_B_fkey of _topics
-- ! may fail: rows that point at nothing
--   SELECT * FROM "_topics" c WHERE c."B" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Tag" p WHERE p."id" = c."B")
-- ! long lock: every row of _topics is checked
ALTER TABLE "_topics" ADD CONSTRAINT "_topics_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
