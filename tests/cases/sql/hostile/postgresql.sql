-- CreateEnum
CREATE TYPE "Quote" AS ENUM ('it''s', '"quoted"', 'a\b', '🦊');

-- CreateTable
CREATE TABLE "select ""*"" from `t`; --" (
    "drop table" INTEGER NOT NULL,
    "single" TEXT NOT NULL DEFAULT 'it''s',
    "double" TEXT NOT NULL DEFAULT 'say "hi"',
    "backslash" TEXT NOT NULL DEFAULT 'C:\new\table',
    "tail" TEXT NOT NULL DEFAULT 'ends in \',
    "lines" TEXT NOT NULL DEFAULT E'one
two\r
three',
    "comment" TEXT NOT NULL DEFAULT '-- no comment /* at all */;',
    "emoji" TEXT NOT NULL DEFAULT '🦊 fox',
    "kind" "Quote" NOT NULL DEFAULT 'a\b',

    CONSTRAINT "select ""*"" from `t`; --_pkey" PRIMARY KEY ("drop table")
);

-- undone by

-- DropTable
DROP TABLE "select ""*"" from `t`; --";

-- DropEnum
DROP TYPE "Quote";
