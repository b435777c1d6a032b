-- DropForeignKey _topics_B_fkey of _topics
ALTER TABLE `_topics` DROP FOREIGN KEY `_topics_B_fkey`;

-- DropForeignKey _topics_A_fkey of _topics
ALTER TABLE `_topics` DROP FOREIGN KEY `_topics_A_fkey`;

-- DropTable _topics
-- ! loses data: every row of _topics
--   SELECT count(*) FROM `_topics`
-- ! breaks running code: _topics is gone
DROP TABLE `_topics`;

-- CreateTable _labels
CREATE TABLE `_labels` (
    `A` INTEGER NOT NULL,
    `B` INTEGER NOT NULL,

    UNIQUE INDEX `_labels_AB_unique`(`A`, `B`),
    INDEX `_labels_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- AddForeignKey _labels_A_fkey of _labels
ALTER TABLE `_labels` ADD CONSTRAINT `_labels_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey _labels_B_fkey of _labels
ALTER TABLE `_labels` ADD CONSTRAINT `_labels_B_fkey` FOREIGN KEY (`B`) REFERENCES `Tag`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- nothing: what is gone cannot come back: every row of _topics
