-- CreateTable
CREATE TABLE "Reading" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "label" TEXT NOT NULL DEFAULT 'none',
    "note" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "count" INTEGER NOT NULL DEFAULT -5,
    "total" BIGINT NOT NULL DEFAULT 9007199254740993,
    "ratio" REAL NOT NULL DEFAULT 0.5,
    "price" TEXT NOT NULL DEFAULT '12.3',
    "taken" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due" DATETIME DEFAULT '2024-03-01 00:30:00.250',
    "changed" DATETIME NOT NULL,
    "mood" TEXT NOT NULL DEFAULT 'very stormy',
    "settings" TEXT NOT NULL DEFAULT '{"who": "it''s me"}',
    "blob" BLOB NOT NULL DEFAULT X'00ff',
    "token" TEXT NOT NULL,
    "computed" TEXT NOT NULL DEFAULT (lower('ABC')),
    "open" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Counted" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "Uncounted" (
    "id" BIGINT NOT NULL PRIMARY KEY
);

-- undone by

-- DropTable
DROP TABLE "Uncounted";

-- DropTable
DROP TABLE "Counted";

-- DropTable
DROP TABLE "Reading";
