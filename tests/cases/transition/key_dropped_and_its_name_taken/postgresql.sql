-- AlterTable Post
-- - drop the primary key (id)
ALTER TABLE "Post"
    DROP CONSTRAINT "Post_pkey";

-- CreateTable Note
CREATE TABLE "Note" (
    "id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "Note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex Post_id_key of Post
-- ! may fail: rows that Post_id_key does not tell apart
--   SELECT "id", count(*) FROM "Post" WHERE "id" IS NOT NULL GROUP BY "id" HAVING count(*) > 1
-- ! long lock: writes to Post wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Post_id_key" ON "Post"("id");
CREATE UNIQUE INDEX "Post_id_key" ON "Post"("id");

-- CreateIndex Post_pkey of Tag
-- ! long lock: writes to Tag wait until the index is built
-- Writes go on if it is built beside them. In its place:
--   CREATE INDEX CONCURRENTLY "Post_pkey" ON "Tag"("name");
CREATE INDEX "Post_pkey" ON "Tag"("name");

-- undone by

-- DropTable Note
-- ! loses data: every row of Note
--   SELECT count(*) FROM "Note"
-- ! breaks running code: Note is gone
DROP TABLE "Note";

-- DropIndex Post_id_key of Post
DROP INDEX "Post_id_key";

-- DropIndex Post_pkey of Tag
DROP INDEX "Post_pkey";

-- AlterTable Post
-- - add the primary key (id)
-- ! may fail: rows without a key of their own
--   SELECT "id", count(*) FROM "Post" GROUP BY "id" HAVING count(*) > 1
-- ! long lock: Post is locked while the key is built
-- Once its columns are required, others go on while the key is built beside them. In its place:
--   CREATE UNIQUE INDEX CONCURRENTLY "Post_pkey" ON "Post"("id");
--   ALTER TABLE "Post" ADD CONSTRAINT "Post_pkey" PRIMARY KEY USING INDEX "Post_pkey";
ALTER TABLE "Post"
    ADD CONSTRAINT "Post_pkey" PRIMARY KEY ("id");
