-- DropTable Item
-- ! loses data: every row of Item
--   SELECT count(*) FROM `Item`
-- ! breaks running code: Item is gone
DROP TABLE `Item`;

-- CreateTable Thing
CREATE TABLE `Thing` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(191) NOT NULL,
    `notes` VARCHAR(191) NULL,

    UNIQUE INDEX `Thing_name_key`(`name`),
    INDEX `Thing_notes_idx`(`notes`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- undone by

-- nothing: what is gone cannot come back: every row of Item
