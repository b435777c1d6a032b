-- CreateTable Note
CREATE TABLE `Note` (
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

-- AlterTable Tag
-- - add the index Post_pkey
ALTER TABLE `Tag`
    ADD INDEX `Post_pkey`(`name`);

-- undone by

-- DropTable Note
-- ! loses data: every row of Note
--   SELECT count(*) FROM `Note`
-- ! breaks running code: Note is gone
DROP TABLE `Note`;

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

-- AlterTable Tag
-- - drop the index Post_pkey
ALTER TABLE `Tag`
    DROP INDEX `Post_pkey`;
