-- CreateTable
CREATE TABLE `Row` (
    `id` INTEGER NOT NULL,
    `note` VARCHAR(191) NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `Pair` (
    `a` VARCHAR(191) NOT NULL,
    `b` INTEGER NOT NULL,

    PRIMARY KEY (`a`, `b`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `Number` (
    `id` INTEGER NOT NULL DEFAULT 7,
    `ratio` DOUBLE NOT NULL DEFAULT 0.0,
    `price` DECIMAL(65,30) NOT NULL DEFAULT 0.10,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- undone by

-- DropTable
DROP TABLE `Number`;

-- DropTable
DROP TABLE `Pair`;

-- DropTable
DROP TABLE `Row`;
