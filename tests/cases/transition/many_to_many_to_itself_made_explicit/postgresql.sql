-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable _follows
-- - _follows is now Follow
-- ! breaks running code: _follows is gone under that name
ALTER TABLE "_follows" RENAME TO "Follow";

-- RenameColumn Follow.A
-- - A is now fromId
-- ! breaks running code: Follow.A is gone under that name
ALTER TABLE "Follow" RENAME COLUMN "A" TO "fromId";

-- RenameColumn Follow.B
-- - B is now toId
-- ! breaks running code: Follow.B is gone under that name
ALTER TABLE "Follow" RENAME COLUMN "B" TO "toId";

-- DropForeignKey _follows_B_fkey of Follow
ALTER TABLE "Follow" DROP CONSTRAINT "_follows_B_fkey";

-- DropForeignKey _follows_A_fkey of Follow
ALTER TABLE "Follow" DROP CONSTRAINT "_follows_A_fkey";

-- DropIndex _follows_B_index of Follow
DROP INDEX "_follows_B_index";

-- RenameConstraint _follows_AB_pkey of Follow
-- - _follows_AB_pkey is now Follow_pkey
ALTER TABLE "Follow" RENAME CONSTRAINT "_follows_AB_pkey" TO "Follow_pkey";

-- AddForeignKey Follow_fromId_fkey of Follow
-- ! long lock: every row of Follow is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Follow" ADD CONSTRAINT "Follow_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Follow" VALIDATE CONSTRAINT "Follow_fromId_fkey";
ALTER TABLE "Follow" ADD CONSTRAINT "Follow_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey Follow_toId_fkey of Follow
-- ! long lock: every row of Follow is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "Follow" ADD CONSTRAINT "Follow_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "Follow" VALIDATE CONSTRAINT "Follow_toId_fkey";
ALTER TABLE "Follow" ADD CONSTRAINT "Follow_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Follow
-- - Follow is now _follows
-- ! breaks running code: Follow is gone under that name
ALTER TABLE "Follow" RENAME TO "_follows";

-- RenameColumn _follows.fromId
-- - fromId is now A
-- ! breaks running code: _follows.fromId is gone under that name
ALTER TABLE "_follows" RENAME COLUMN "fromId" TO "A";

-- RenameColumn _follows.toId
-- - toId is now B
-- ! breaks running code: _follows.toId is gone under that name
ALTER TABLE "_follows" RENAME COLUMN "toId" TO "B";

-- DropForeignKey Follow_toId_fkey of _follows
ALTER TABLE "_follows" DROP CONSTRAINT "Follow_toId_fkey";

-- DropForeignKey Follow_fromId_fkey of _follows
ALTER TABLE "_follows" DROP CONSTRAINT "Follow_fromId_fkey";

-- RenameConstraint Follow_pkey of _follows
-- - Follow_pkey is now _follows_AB_pkey
ALTER TABLE "_follows" RENAME CONSTRAINT "Follow_pkey" TO "_follows_AB_pkey";

-- CreateIndex _follows_B_index of _follows
-- ! long lock: writes to _follows wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "_follows_B_index" ON "_follows"("B");
CREATE INDEX "_follows_B_index" ON "_follows"("B");

-- AddForeignKey _follows_A_fkey of _follows
-- ! long lock: every row of _follows is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "_follows" ADD CONSTRAINT "_follows_A_fkey" FOREIGN KEY ("A") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "_follows" VALIDATE CONSTRAINT "_follows_A_fkey";
ALTER TABLE "_follows" ADD CONSTRAINT "_follows_A_fkey" FOREIGN KEY ("A") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _follows_B_fkey of _follows
-- ! long lock: every row of _follows is checked
-- Others go on if rows are checked in a transaction of their own. In its place:
--   ALTER TABLE "_follows" ADD CONSTRAINT "_follows_B_fkey" FOREIGN KEY ("B") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--   -- ketch: commit
--   ALTER TABLE "_follows" VALIDATE CONSTRAINT "_follows_B_fkey";
ALTER TABLE "_follows" ADD CONSTRAINT "_follows_B_fkey" FOREIGN KEY ("B") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
