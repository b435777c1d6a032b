UPDATE `item` SET `n` = `n` - 1;
DROP TABLE `tag`;
ALTER TABLE `item`
    ADD COLUMN `authorId` INTEGER NULL;
CREATE INDEX `item_authorId_idx` ON `item`(`authorId`);
