-- CreateTable
CREATE TABLE `offer` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `low` INTEGER NOT NULL,
    `high` INTEGER NOT NULL,

    PRIMARY KEY (`id`),
    CONSTRAINT `fair` CHECK (low <= high),
    CONSTRAINT `low_positive` CHECK (low > 0)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateView
CREATE VIEW `Spread` AS
select id, high - low as spread from offer where high > low;

-- undone by

-- DropView
DROP VIEW `Spread`;

-- DropTable
DROP TABLE `offer`;
