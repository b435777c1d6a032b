-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable User
-- - User is now users
-- ! breaks running code: User is gone under that name
ALTER TABLE `User` RENAME TO `users`;

-- RenameTable Tag
-- - Tag is now tags
-- ! breaks running code: Tag is gone under that name
ALTER TABLE `Tag` RENAME TO `tags`;

-- RenameColumn users.firstName
-- - firstName is now first_name
-- ! breaks running code: users.firstName is gone under that name
ALTER TABLE `users` RENAME COLUMN `firstName` TO `first_name`;

-- RenameColumn users.bossId
-- - bossId is now boss_id
-- ! breaks running code: users.bossId is gone under that name
ALTER TABLE `users` RENAME COLUMN `bossId` TO `boss_id`;

-- DropForeignKey User_bossId_fkey of users
ALTER TABLE `users` DROP FOREIGN KEY `User_bossId_fkey`;

-- DropIndex User_bossId_fkey of users
DROP INDEX `User_bossId_fkey` ON `users`;

-- RenameIndex User_firstName_bossId_key of users
-- - User_firstName_bossId_key is now users_first_name_boss_id_key
ALTER TABLE `users` RENAME INDEX `User_firstName_bossId_key` TO `users_first_name_boss_id_key`;

-- AddForeignKey users_boss_id_fkey of users
-- ! long lock: every row of users is checked
ALTER TABLE `users` ADD CONSTRAINT `users_boss_id_fkey` FOREIGN KEY (`boss_id`) REFERENCES `users`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable users
-- - users is now User
-- ! breaks running code: users is gone under that name
ALTER TABLE `users` RENAME TO `User`;

-- RenameTable tags
-- - tags is now Tag
-- ! breaks running code: tags is gone under that name
ALTER TABLE `tags` RENAME TO `Tag`;

-- RenameColumn User.first_name
-- - first_name is now firstName
-- ! breaks running code: User.first_name is gone under that name
ALTER TABLE `User` RENAME COLUMN `first_name` TO `firstName`;

-- RenameColumn User.boss_id
-- - boss_id is now bossId
-- ! breaks running code: User.boss_id is gone under that name
ALTER TABLE `User` RENAME COLUMN `boss_id` TO `bossId`;

-- DropForeignKey users_boss_id_fkey of User
ALTER TABLE `User` DROP FOREIGN KEY `users_boss_id_fkey`;

-- DropIndex users_boss_id_fkey of User
DROP INDEX `users_boss_id_fkey` ON `User`;

-- RenameIndex users_first_name_boss_id_key of User
-- - users_first_name_boss_id_key is now User_firstName_bossId_key
ALTER TABLE `User` RENAME INDEX `users_first_name_boss_id_key` TO `User_firstName_bossId_key`;

-- AddForeignKey User_bossId_fkey of User
-- ! long lock: every row of User is checked
ALTER TABLE `User` ADD CONSTRAINT `User_bossId_fkey` FOREIGN KEY (`bossId`) REFERENCES `User`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;
