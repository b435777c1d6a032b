-- RenameIndex item_code of Item
-- - item_code is now item_code_unique
ALTER INDEX "item_code" RENAME TO "item_code_unique";

-- RenameIndex item_by_owner of Item
-- - item_by_owner is now item_owner_index
ALTER INDEX "item_by_owner" RENAME TO "item_owner_index";

-- RenameConstraint item_key of Item
-- - item_key is now item_pk
ALTER TABLE "Item" RENAME CONSTRAINT "item_key" TO "item_pk";

-- RenameConstraint positive of Item
-- - positive is now not_negative
ALTER TABLE "Item" RENAME CONSTRAINT "positive" TO "not_negative";

-- RenameConstraint item_owner of Item
-- - item_owner is now item_to_owner
ALTER TABLE "Item" RENAME CONSTRAINT "item_owner" TO "item_to_owner";

-- undone by

-- RenameIndex item_code_unique of Item
-- - item_code_unique is now item_code
ALTER INDEX "item_code_unique" RENAME TO "item_code";

-- RenameIndex item_owner_index of Item
-- - item_owner_index is now item_by_owner
ALTER INDEX "item_owner_index" RENAME TO "item_by_owner";

-- RenameConstraint item_pk of Item
-- - item_pk is now item_key
ALTER TABLE "Item" RENAME CONSTRAINT "item_pk" TO "item_key";

-- RenameConstraint not_negative of Item
-- - not_negative is now positive
ALTER TABLE "Item" RENAME CONSTRAINT "not_negative" TO "positive";

-- RenameConstraint item_to_owner of Item
-- - item_to_owner is now item_owner
ALTER TABLE "Item" RENAME CONSTRAINT "item_to_owner" TO "item_owner";
