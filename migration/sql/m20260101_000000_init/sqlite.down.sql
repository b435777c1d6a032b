-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

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

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
