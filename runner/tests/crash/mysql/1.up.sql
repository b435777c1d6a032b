-- CreateTable
CREATE TABLE `author` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(191) NOT NULL DEFAULT 'it''s; \'quoted\'',

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
-- CreateTable
CREATE TABLE `item` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `n` INTEGER NOT NULL,
    `authorId` INTEGER NULL,

    INDEX `item_authorId_idx`(`authorId`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
-- AddForeignKey
ALTER TABLE `item` ADD CONSTRAINT `item_authorId_fkey` FOREIGN KEY (`authorId`) REFERENCES `author`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;
-- With their ids: a transaction that is undone still uses up numbers.
INSERT INTO `author` (`id`, `name`) VALUES (1, 'a'), (2, 'b');
INSERT INTO `item` (`id`, `n`, `authorId`) SELECT `id`, 10 * `id`, `id` FROM `author`;
