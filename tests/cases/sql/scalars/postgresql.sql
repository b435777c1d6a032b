-- CreateEnum
CREATE TYPE "Mood" AS ENUM ('calm', 'very stormy');

-- CreateTable
CREATE TABLE "Reading" (
    "id" BIGSERIAL NOT NULL,
    "label" TEXT NOT NULL DEFAULT 'none',
    "note" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "count" INTEGER NOT NULL DEFAULT -5,
    "total" BIGINT NOT NULL DEFAULT 9007199254740993,
    "ratio" DOUBLE PRECISION NOT NULL DEFAULT 0.5,
    "price" DECIMAL(65,30) NOT NULL DEFAULT 12.30,
    "taken" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due" TIMESTAMP(3) DEFAULT '2024-03-01 00:30:00.25 +00:00',
    "changed" TIMESTAMP(3) NOT NULL,
    "mood" "Mood" NOT NULL DEFAULT 'very stormy',
    "settings" JSONB NOT NULL DEFAULT '{"who": "it''s me"}',
    "blob" BYTEA NOT NULL DEFAULT '\x00ff',
    "token" TEXT NOT NULL,
    "computed" TEXT NOT NULL DEFAULT lower('ABC'),
    "open" TEXT NOT NULL,

    CONSTRAINT "Reading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Counted" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "Counted_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Uncounted" (
    "id" BIGINT NOT NULL,

    CONSTRAINT "Uncounted_pkey" PRIMARY KEY ("id")
);

-- undone by

-- DropTable
DROP TABLE "Uncounted";

-- DropTable
DROP TABLE "Counted";

-- DropTable
DROP TABLE "Reading";

-- DropEnum
DROP TYPE "Mood";
