ALTER TYPE "Kind" ADD VALUE 'three';
-- ketch: commit
UPDATE "item" SET "kind" = 'three', "n" = "n" + 1;
CREATE UNIQUE INDEX CONCURRENTLY "item_n_key" ON "item"("n");
ALTER TABLE "item" ADD COLUMN "more" INTEGER;
UPDATE "item" SET "more" = "n" * 2;
CREATE INDEX CONCURRENTLY IF NOT EXISTS "item_more_idx" ON "public"."item"("more");
CREATE INDEX CONCURRENTLY "item_kind_idx" ON "item"("kind");
DROP INDEX CONCURRENTLY "item_more_idx";
