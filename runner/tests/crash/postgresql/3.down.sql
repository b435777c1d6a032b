UPDATE "item" SET "n" = "n" - 1;
-- ketch: commit
DROP TABLE "tag";
DROP INDEX CONCURRENTLY "item_kind_idx";
