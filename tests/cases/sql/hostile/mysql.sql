-- CreateTable
CREATE TABLE `select "*" from ``t``; --` (
    `drop table` INTEGER NOT NULL,
    `single` VARCHAR(191) NOT NULL DEFAULT 'it''s',
    `double` VARCHAR(191) NOT NULL DEFAULT 'say "hi"',
    `backslash` VARCHAR(191) NOT NULL DEFAULT 'C:\\new\\table',
    `tail` VARCHAR(191) NOT NULL DEFAULT 'ends in \\',
    `lines` VARCHAR(191) NOT NULL DEFAULT 'one
two\r
three',
    `comment` VARCHAR(191) NOT NULL DEFAULT '-- no comment /* at all */;',
    `emoji` VARCHAR(191) NOT NULL DEFAULT '🦊 fox',
    `kind` ENUM('it''s', '"quoted"', 'a\\b', '🦊') NOT NULL DEFAULT 'a\\b',

    PRIMARY KEY (`drop table`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- undone by

-- DropTable
DROP TABLE `select "*" from ``t``; --`;
