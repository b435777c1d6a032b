-- CreateTable
CREATE TABLE `Row` (
    `id` INTEGER NOT NULL,
    `kind` ENUM('', 'some') NOT NULL DEFAULT '',
    `also` ENUM('', 'some') NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- undone by

-- DropTable
DROP TABLE `Row`;
