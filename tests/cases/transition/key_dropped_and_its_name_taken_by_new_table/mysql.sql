-- CreateTable Post_pkey
CREATE TABLE `Post_pkey` (
    `id` INTEGER NOT NULL,
    `text` VARCHAR(191) NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- AlterTable Post
-- - drop the primary key (id)
-- - add the index Post_id_key
-- ! may fail: rows that Post_id_key does not tell apart
--   SELECT `id`, count(*) FROM `Post` WHERE `id` IS NOT NULL GROUP BY `id` HAVING count(*) > 1
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Post`
    DROP PRIMARY KEY,
    ADD UNIQUE INDEX `Post_id_key`(`id`);

-- undone by

-- DropTable Post_pkey
-- ! loses data: every row of Post_pkey
--   SELECT count(*) FROM `Post_pkey`
-- ! breaks running code: Post_pkey is gone
DROP TABLE `Post_pkey`;

-- AlterTable Post
-- - drop the index Post_id_key
-- - add the primary key (id)
-- ! may fail: rows without a key of their own
--   SELECT `id`, count(*) FROM `Post` GROUP BY `id` HAVING count(*) > 1
-- ! long lock: Post is locked while the key is built
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Post`
    DROP INDEX `Post_id_key`,
    ADD PRIMARY KEY (`id`);
