-- Warning E0610 in line 27: mysql has no default for a Json column: the generated code sets it on insert
-- CreateTable
CREATE TABLE `Article` (
    `id` INTEGER UNSIGNED NOT NULL AUTO_INCREMENT,
    `slug` VARCHAR(300) NOT NULL,
    `title` TINYTEXT NOT NULL DEFAULT ('it''s \\ here'),
    `body` LONGTEXT NOT NULL,
    `views` BIGINT UNSIGNED NOT NULL DEFAULT 0,
    `small` SMALLINT UNSIGNED NOT NULL,
    `flag` BOOLEAN NOT NULL DEFAULT false,
    `bit` BIT(1) NOT NULL DEFAULT true,
    `bits` BIT(8) NOT NULL,
    `price` DECIMAL(10,2) NOT NULL DEFAULT 1.5,
    `weight` FLOAT NOT NULL DEFAULT 0.1,
    `day` DATE NULL,
    `created` TIMESTAMP(0) NOT NULL DEFAULT CURRENT_TIMESTAMP(0),
    `changed` DATETIME(6) NULL DEFAULT CURRENT_TIMESTAMP(6),
    `plain` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `year` YEAR NULL,
    `hash` BINARY(16) NOT NULL,
    `data` JSON NOT NULL,
    `computed` VARCHAR(191) NOT NULL DEFAULT (uuid()),

    UNIQUE INDEX `Article_slug_key`(`slug`(20)),
    INDEX `Article_title_views_idx`(`title`(10) DESC, `views`),
    FULLTEXT INDEX `Article_title_body_idx`(`title`, `body`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- undone by

-- DropTable
DROP TABLE `Article`;
