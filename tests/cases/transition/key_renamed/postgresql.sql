-- RenameConstraint first of Item
-- - first is now second
ALTER TABLE "Item" RENAME CONSTRAINT "first" TO "second";

-- undone by

-- RenameConstraint second of Item
-- - second is now first
ALTER TABLE "Item" RENAME CONSTRAINT "second" TO "first";
