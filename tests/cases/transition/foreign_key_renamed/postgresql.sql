-- RenameConstraint one of Part
-- - one is now two
ALTER TABLE "Part" RENAME CONSTRAINT "one" TO "two";

-- undone by

-- RenameConstraint two of Part
-- - two is now one
ALTER TABLE "Part" RENAME CONSTRAINT "two" TO "one";
