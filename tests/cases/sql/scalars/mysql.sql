-- Warning E0610 in line 28: mysql has no default for a Json column: the generated code sets it on insert
-- Warning E0610 in line 29: mysql has no default for a Bytes column: the generated code sets it on insert
-- CreateTable
CREATE TABLE `Reading` (
    `id` BIGINT NOT NULL AUTO_INCREMENT,
    `label` VARCHAR(191) NOT NULL DEFAULT 'none',
    `note` VARCHAR(191) NULL,
    `active` BOOLEAN NOT NULL DEFAULT true,
    `count` INTEGER NOT NULL DEFAULT -5,
    `total` BIGINT NOT NULL DEFAULT 9007199254740993,
    `ratio` DOUBLE NOT NULL DEFAULT 0.5,
    `price` DECIMAL(65,30) NOT NULL DEFAULT 12.30,
    `taken` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `due` DATETIME(3) NULL DEFAULT '2024-03-01 00:30:00.25',
    `changed` DATETIME(3) NOT NULL,
    `mood` ENUM('calm', 'very stormy') NOT NULL DEFAULT 'very stormy',
    `settings` JSON NOT NULL,
    `blob` LONGBLOB NOT NULL,
    `token` VARCHAR(191) NOT NULL,
    `computed` VARCHAR(191) NOT NULL DEFAULT lower('ABC'),
    `open` VARCHAR(191) NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `Counted` (
    `id` INTEGER NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `Uncounted` (
    `id` BIGINT NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- undone by

-- DropTable
DROP TABLE `Uncounted`;

-- DropTable
DROP TABLE `Counted`;

-- DropTable
DROP TABLE `Reading`;
