DROP VIEW `numbers`;
ALTER TABLE `item` DROP FOREIGN KEY `item_authorId_fkey`;
ALTER TABLE `item`
    DROP INDEX `item_authorId_idx`,
    DROP COLUMN `authorId`;
UPDATE `item` SET `n` = `n` + 1;
CREATE TABLE `tag` (
    `id` INTEGER NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
INSERT INTO `tag` VALUES (1);
DROP TABLE `writer`;
