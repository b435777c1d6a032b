-- DropForeignKey
ALTER TABLE "_AssetToTag" DROP CONSTRAINT "_AssetToTag_B_fkey";

-- DropForeignKey
ALTER TABLE "_AssetToTag" DROP CONSTRAINT "_AssetToTag_A_fkey";

-- DropForeignKey
ALTER TABLE "memberships" DROP CONSTRAINT "memberships_user_id_fkey";

-- DropForeignKey
ALTER TABLE "memberships" DROP CONSTRAINT "memberships_project_id_fkey";

-- DropForeignKey
ALTER TABLE "profiles" DROP CONSTRAINT "profiles_user_id_fkey";

-- DropForeignKey
ALTER TABLE "users" DROP CONSTRAINT "users_inviter_id_fkey";

-- DropForeignKey
ALTER TABLE "prompts" DROP CONSTRAINT "prompts_parent_id_fkey";

-- DropForeignKey
ALTER TABLE "prompts" DROP CONSTRAINT "prompts_asset_id_fkey";

-- DropForeignKey
ALTER TABLE "assets" DROP CONSTRAINT "assets_reviewer_id_fkey";

-- DropForeignKey
ALTER TABLE "assets" DROP CONSTRAINT "assets_creator_id_fkey";

-- DropForeignKey
ALTER TABLE "assets" DROP CONSTRAINT "assets_project_id_fkey";

-- DropTable
DROP TABLE "_AssetToTag";

-- DropTable
DROP TABLE "memberships";

-- DropTable
DROP TABLE "profiles";

-- DropTable
DROP TABLE "users";

-- DropTable
DROP TABLE "tags";

-- DropTable
DROP TABLE "prompts";

-- DropTable
DROP TABLE "assets";

-- DropTable
DROP TABLE "projects";

-- DropEnum
DROP TYPE "role";

-- DropEnum
DROP TYPE "asset_kind";
