-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');
-- AlterTable item
ALTER TABLE `item`
    MODIFY COLUMN `n` BIGINT NOT NULL,
    ADD COLUMN `extra` INTEGER NULL,
    ADD UNIQUE INDEX `item_n_key`(`n`);
-- Each row once
UPDATE `item` SET `n` = `n` + 1;
SET SESSION sql_mode = @ketch_sql_mode;
CREATE INDEX `item_extra_idx` ON `item`(`extra`);
ALTER TABLE `item` RENAME INDEX `item_n_key` TO `item_number_key`;
ALTER TABLE `item` RENAME COLUMN `extra` TO `more`;
ALTER TABLE `author` RENAME TO `writer`;
START TRANSACTION;
UPDATE `item` SET `more` = `n` * 2;
INSERT INTO `writer` (`name`) VALUES ('c');
COMMIT;
ALTER TABLE `item`
    MODIFY COLUMN `more` INTEGER NOT NULL;
DROP INDEX `item_extra_idx` ON `item`;
CREATE VIEW `numbers` AS
SELECT `n` FROM `item`;
CREATE TRIGGER `item_counts` BEFORE INSERT ON `item` FOR EACH ROW BEGIN
    IF NEW.`more` IS NULL THEN SET NEW.`more` = 0; END IF;
    SET NEW.`n` = NEW.`n` + 1;
END;
