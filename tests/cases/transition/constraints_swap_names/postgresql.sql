-- RenameIndex first of A
-- - first is now _ketch_renaming
ALTER INDEX "first" RENAME TO "_ketch_renaming";

-- RenameIndex second of B
-- - second is now first
ALTER INDEX "second" RENAME TO "first";

-- RenameIndex by_rank of A
-- - by_rank is now second
ALTER INDEX "by_rank" RENAME TO "second";

-- RenameIndex _ketch_renaming of A
-- - _ketch_renaming is now by_rank
ALTER INDEX "_ketch_renaming" RENAME TO "by_rank";

-- RenameConstraint first_key of A
-- - first_key is now _ketch_renaming
ALTER TABLE "A" RENAME CONSTRAINT "first_key" TO "_ketch_renaming";

-- RenameConstraint second_key of B
-- - second_key is now first_key
ALTER TABLE "B" RENAME CONSTRAINT "second_key" TO "first_key";

-- RenameConstraint _ketch_renaming of A
-- - _ketch_renaming is now second_key
ALTER TABLE "A" RENAME CONSTRAINT "_ketch_renaming" TO "second_key";

-- RenameConstraint to_one of A
-- - to_one is now _ketch_renaming
ALTER TABLE "A" RENAME CONSTRAINT "to_one" TO "_ketch_renaming";

-- RenameConstraint to_two of A
-- - to_two is now to_one
ALTER TABLE "A" RENAME CONSTRAINT "to_two" TO "to_one";

-- RenameConstraint _ketch_renaming of A
-- - _ketch_renaming is now to_two
ALTER TABLE "A" RENAME CONSTRAINT "_ketch_renaming" TO "to_two";

-- undone by

-- RenameIndex by_rank of A
-- - by_rank is now _ketch_renaming
ALTER INDEX "by_rank" RENAME TO "_ketch_renaming";

-- RenameIndex second of A
-- - second is now by_rank
ALTER INDEX "second" RENAME TO "by_rank";

-- RenameIndex first of B
-- - first is now second
ALTER INDEX "first" RENAME TO "second";

-- RenameIndex _ketch_renaming of A
-- - _ketch_renaming is now first
ALTER INDEX "_ketch_renaming" RENAME TO "first";

-- RenameConstraint second_key of A
-- - second_key is now _ketch_renaming
ALTER TABLE "A" RENAME CONSTRAINT "second_key" TO "_ketch_renaming";

-- RenameConstraint first_key of B
-- - first_key is now second_key
ALTER TABLE "B" RENAME CONSTRAINT "first_key" TO "second_key";

-- RenameConstraint _ketch_renaming of A
-- - _ketch_renaming is now first_key
ALTER TABLE "A" RENAME CONSTRAINT "_ketch_renaming" TO "first_key";

-- RenameConstraint to_two of A
-- - to_two is now _ketch_renaming
ALTER TABLE "A" RENAME CONSTRAINT "to_two" TO "_ketch_renaming";

-- RenameConstraint to_one of A
-- - to_one is now to_two
ALTER TABLE "A" RENAME CONSTRAINT "to_one" TO "to_two";

-- RenameConstraint _ketch_renaming of A
-- - _ketch_renaming is now to_one
ALTER TABLE "A" RENAME CONSTRAINT "_ketch_renaming" TO "to_one";
