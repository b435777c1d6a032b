-- DropForeignKey
ALTER TABLE `_AssetToTag` DROP FOREIGN KEY `_AssetToTag_B_fkey`;

-- DropForeignKey
ALTER TABLE `_AssetToTag` DROP FOREIGN KEY `_AssetToTag_A_fkey`;

-- DropForeignKey
ALTER TABLE `memberships` DROP FOREIGN KEY `memberships_user_id_fkey`;

-- DropForeignKey
ALTER TABLE `memberships` DROP FOREIGN KEY `memberships_project_id_fkey`;

-- DropForeignKey
ALTER TABLE `profiles` DROP FOREIGN KEY `profiles_user_id_fkey`;

-- DropForeignKey
ALTER TABLE `users` DROP FOREIGN KEY `users_inviter_id_fkey`;

-- DropForeignKey
ALTER TABLE `prompts` DROP FOREIGN KEY `prompts_parent_id_fkey`;

-- DropForeignKey
ALTER TABLE `prompts` DROP FOREIGN KEY `prompts_asset_id_fkey`;

-- DropForeignKey
ALTER TABLE `assets` DROP FOREIGN KEY `assets_reviewer_id_fkey`;

-- DropForeignKey
ALTER TABLE `assets` DROP FOREIGN KEY `assets_creator_id_fkey`;

-- DropForeignKey
ALTER TABLE `assets` DROP FOREIGN KEY `assets_project_id_fkey`;

-- DropTable
DROP TABLE `_AssetToTag`;

-- DropTable
DROP TABLE `memberships`;

-- DropTable
DROP TABLE `profiles`;

-- DropTable
DROP TABLE `users`;

-- DropTable
DROP TABLE `tags`;

-- DropTable
DROP TABLE `prompts`;

-- DropTable
DROP TABLE `assets`;

-- DropTable
DROP TABLE `projects`;
