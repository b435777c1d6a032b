-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

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

-- DropIndex _topics_B_index of _topics
DROP INDEX "_topics_B_index";

-- RenameConstraint Post_pkey of Zine
-- - Post_pkey is now Zine_pkey
ALTER TABLE "Zine" RENAME CONSTRAINT "Post_pkey" TO "Zine_pkey";

-- RenameConstraint _topics_B_fkey of _topics
-- - _topics_B_fkey is now _ketch_renaming
ALTER TABLE "_topics" RENAME CONSTRAINT "_topics_B_fkey" TO "_ketch_renaming";

-- RenameConstraint _topics_A_fkey of _topics
-- - _topics_A_fkey is now _topics_B_fkey
ALTER TABLE "_topics" RENAME CONSTRAINT "_topics_A_fkey" TO "_topics_B_fkey";

-- RenameConstraint _ketch_renaming of _topics
-- - _ketch_renaming is now _topics_A_fkey
ALTER TABLE "_topics" RENAME CONSTRAINT "_ketch_renaming" TO "_topics_A_fkey";

-- AlterTable _topics
-- - drop the primary key (B, A)
-- - add the primary key (A, B)
-- ! may fail: rows without a key of their own
--   SELECT "B", "A", count(*) FROM "_topics" GROUP BY "B", "A" HAVING count(*) > 1
-- ! long lock: _topics is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "_topics_AB_pkey" ON "_topics"("A", "B");
--   ALTER TABLE "_topics" ADD CONSTRAINT "_topics_AB_pkey" PRIMARY KEY USING INDEX "_topics_AB_pkey";
ALTER TABLE "_topics"
    DROP CONSTRAINT "_topics_AB_pkey",
    ADD CONSTRAINT "_topics_AB_pkey" PRIMARY KEY ("A", "B");

-- CreateIndex _topics_B_index of _topics
-- ! long lock: writes to _topics wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "_topics_B_index" ON "_topics"("B");
CREATE INDEX "_topics_B_index" ON "_topics"("B");

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

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

-- DropIndex _topics_B_index of _topics
DROP INDEX "_topics_B_index";

-- RenameConstraint Zine_pkey of Post
-- - Zine_pkey is now Post_pkey
ALTER TABLE "Post" RENAME CONSTRAINT "Zine_pkey" TO "Post_pkey";

-- RenameConstraint _topics_B_fkey of _topics
-- - _topics_B_fkey is now _ketch_renaming
ALTER TABLE "_topics" RENAME CONSTRAINT "_topics_B_fkey" TO "_ketch_renaming";

-- RenameConstraint _topics_A_fkey of _topics
-- - _topics_A_fkey is now _topics_B_fkey
ALTER TABLE "_topics" RENAME CONSTRAINT "_topics_A_fkey" TO "_topics_B_fkey";

-- RenameConstraint _ketch_renaming of _topics
-- - _ketch_renaming is now _topics_A_fkey
ALTER TABLE "_topics" RENAME CONSTRAINT "_ketch_renaming" TO "_topics_A_fkey";

-- AlterTable _topics
-- - drop the primary key (B, A)
-- - add the primary key (A, B)
-- ! may fail: rows without a key of their own
--   SELECT "B", "A", count(*) FROM "_topics" GROUP BY "B", "A" HAVING count(*) > 1
-- ! long lock: _topics is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "_topics_AB_pkey" ON "_topics"("A", "B");
--   ALTER TABLE "_topics" ADD CONSTRAINT "_topics_AB_pkey" PRIMARY KEY USING INDEX "_topics_AB_pkey";
ALTER TABLE "_topics"
    DROP CONSTRAINT "_topics_AB_pkey",
    ADD CONSTRAINT "_topics_AB_pkey" PRIMARY KEY ("A", "B");

-- CreateIndex _topics_B_index of _topics
-- ! long lock: writes to _topics wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "_topics_B_index" ON "_topics"("B");
CREATE INDEX "_topics_B_index" ON "_topics"("B");
