-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Item
-- - Item is now Slug
-- ! breaks running code: Item is gone under that name
ALTER TABLE `Item` RENAME TO `Slug`;

-- RenameTable Time
-- - Time is now At
-- ! breaks running code: Time is gone under that name
ALTER TABLE `Time` RENAME TO `At`;

-- RenameIndex At of Other
-- - At is now at_index
ALTER TABLE `Other` RENAME INDEX `At` TO `at_index`;

-- AlterTable Slug
-- - drop the index Slug
ALTER TABLE `Slug`
    DROP INDEX `Slug`;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable Slug
-- - Slug is now Item
-- ! breaks running code: Slug is gone under that name
ALTER TABLE `Slug` RENAME TO `Item`;

-- RenameTable At
-- - At is now Time
-- ! breaks running code: At is gone under that name
ALTER TABLE `At` RENAME TO `Time`;

-- RenameIndex at_index of Other
-- - at_index is now At
ALTER TABLE `Other` RENAME INDEX `at_index` TO `At`;

-- AlterTable Item
-- - add the index Slug
-- ! may fail: rows that Slug does not tell apart
--   SELECT `slug`, count(*) FROM `Slug` WHERE `slug` IS NOT NULL GROUP BY `slug` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item`
    ADD UNIQUE INDEX `Slug`(`slug`);
