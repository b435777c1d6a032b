CREATE TABLE `own_table` (`id` INTEGER NOT NULL PRIMARY KEY);
CREATE INDEX `own_index` ON `Post`(`title`);
CREATE UNIQUE INDEX `own_unique` ON `Post`(`authorId`, `title`);
ALTER TABLE `User` ADD CONSTRAINT `own_check` CHECK (length(`email`) > 2);
CREATE VIEW `own_view` AS SELECT `id` FROM `Post`;
