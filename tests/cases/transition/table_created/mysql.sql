-- CreateTable Other
CREATE TABLE `Other` (
    `id` INTEGER NOT NULL,
    `name` VARCHAR(191) NOT NULL,

    UNIQUE INDEX `Other_name_key`(`name`),
    INDEX `Other_name_id_idx`(`name`, `id`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- undone by

-- DropTable Other
-- ! loses data: every row of Other
--   SELECT count(*) FROM `Other`
-- ! breaks running code: Other is gone
DROP TABLE `Other`;
