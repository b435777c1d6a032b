-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable User
-- - User is now users
-- ! breaks running code: User is gone under that name
ALTER TABLE "User" RENAME TO "users";

-- RenameTable Tag
-- - Tag is now tags
-- ! breaks running code: Tag is gone under that name
ALTER TABLE "Tag" RENAME TO "tags";

-- RenameSequence users.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "users_id_seq"'', pg_get_serial_sequence(''"users"'', ''id'')); END';

-- RenameColumn users.firstName
-- - firstName is now first_name
-- ! breaks running code: users.firstName is gone under that name
ALTER TABLE "users" RENAME COLUMN "firstName" TO "first_name";

-- RenameColumn users.bossId
-- - bossId is now boss_id
-- ! breaks running code: users.bossId is gone under that name
ALTER TABLE "users" RENAME COLUMN "bossId" TO "boss_id";

-- RenameIndex User_firstName_bossId_key of users
-- - User_firstName_bossId_key is now users_first_name_boss_id_key
ALTER INDEX "User_firstName_bossId_key" RENAME TO "users_first_name_boss_id_key";

-- RenameConstraint User_pkey of users
-- - User_pkey is now users_pkey
ALTER TABLE "users" RENAME CONSTRAINT "User_pkey" TO "users_pkey";

-- RenameConstraint Tag_pkey of tags
-- - Tag_pkey is now tags_pkey
ALTER TABLE "tags" RENAME CONSTRAINT "Tag_pkey" TO "tags_pkey";

-- RenameConstraint User_bossId_fkey of users
-- - User_bossId_fkey is now users_boss_id_fkey
ALTER TABLE "users" RENAME CONSTRAINT "User_bossId_fkey" TO "users_boss_id_fkey";

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- RenameTable users
-- - users is now User
-- ! breaks running code: users is gone under that name
ALTER TABLE "users" RENAME TO "User";

-- RenameTable tags
-- - tags is now Tag
-- ! breaks running code: tags is gone under that name
ALTER TABLE "tags" RENAME TO "Tag";

-- RenameSequence User.id
DO 'BEGIN EXECUTE format(''ALTER SEQUENCE %s RENAME TO "User_id_seq"'', pg_get_serial_sequence(''"User"'', ''id'')); END';

-- RenameColumn User.first_name
-- - first_name is now firstName
-- ! breaks running code: User.first_name is gone under that name
ALTER TABLE "User" RENAME COLUMN "first_name" TO "firstName";

-- RenameColumn User.boss_id
-- - boss_id is now bossId
-- ! breaks running code: User.boss_id is gone under that name
ALTER TABLE "User" RENAME COLUMN "boss_id" TO "bossId";

-- RenameIndex users_first_name_boss_id_key of User
-- - users_first_name_boss_id_key is now User_firstName_bossId_key
ALTER INDEX "users_first_name_boss_id_key" RENAME TO "User_firstName_bossId_key";

-- RenameConstraint users_pkey of User
-- - users_pkey is now User_pkey
ALTER TABLE "User" RENAME CONSTRAINT "users_pkey" TO "User_pkey";

-- RenameConstraint tags_pkey of Tag
-- - tags_pkey is now Tag_pkey
ALTER TABLE "Tag" RENAME CONSTRAINT "tags_pkey" TO "Tag_pkey";

-- RenameConstraint users_boss_id_fkey of User
-- - users_boss_id_fkey is now User_bossId_fkey
ALTER TABLE "User" RENAME CONSTRAINT "users_boss_id_fkey" TO "User_bossId_fkey";
