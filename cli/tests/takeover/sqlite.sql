CREATE TABLE "User" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL,
    "balance" DECIMAL NOT NULL DEFAULT 0,
    "settings" JSONB,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE "Post" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "authorId" INTEGER NOT NULL,
    CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE INDEX "Post_authorId_idx" ON "Post"("authorId");
CREATE TABLE "_prisma_migrations" ("id" VARCHAR(36) NOT NULL PRIMARY KEY, "checksum" VARCHAR(64) NOT NULL, "finished_at" DATETIME, "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER NOT NULL DEFAULT 0);
INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name") VALUES ('1', '0', '20250101000000_init');
INSERT INTO "User" ("id", "email", "balance", "settings", "createdAt") VALUES
    (1, 'whole@x', 12, '{"a":1}', 1700000000123),
    (2, 'part@x', '10.50', '5', '2024-01-02T03:04:05.006+00:00'),
    (3, 'small@x', '-0.00001250', 'true', '2024-01-02 03:04:05'),
    (4, 'large@x', '1234567890.1234567', NULL, '2024-01-02 03:04:05.678'),
    (5, 'round@x', 1e20, '0.5', '2024-01-02 03:04:06'),
    (7, 'east@x', 1, NULL, '2024-01-01T00:30:59.9996+05:30'),
    (8, 'west@x', 1, NULL, '2024-02-28 22:00:00-02:00'),
    (6, 'gone@x', 0, NULL, '2024-01-02 03:04:07'),
    (40, 'last@x', 0.1, '"text"', '2024-01-02 03:04:08');
DELETE FROM "User" WHERE "id" IN (6);
INSERT INTO "Post" ("id", "title", "authorId") VALUES ('a', 'One', 1), ('b', 'Two', 2);
CREATE TRIGGER "User_email_kept" BEFORE UPDATE OF "email" ON "User" WHEN NEW."email" <> OLD."email" BEGIN SELECT RAISE(ABORT, 'kept') ; END;
