-- CreateTable
CREATE TABLE "select ""*"" from `t`; --" (
    "drop table" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "single" TEXT NOT NULL DEFAULT 'it''s',
    "double" TEXT NOT NULL DEFAULT 'say "hi"',
    "backslash" TEXT NOT NULL DEFAULT 'C:\new\table',
    "tail" TEXT NOT NULL DEFAULT 'ends in \',
    "lines" TEXT NOT NULL DEFAULT ('one
two' || char(13) || '
three'),
    "comment" TEXT NOT NULL DEFAULT '-- no comment /* at all */;',
    "emoji" TEXT NOT NULL DEFAULT '🦊 fox',
    "kind" TEXT NOT NULL DEFAULT 'a\b'
);

-- undone by

-- DropTable
DROP TABLE "select ""*"" from `t`; --";
