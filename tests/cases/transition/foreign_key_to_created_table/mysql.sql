-- CreateTable Owner
CREATE TABLE `Owner` (
    `id` INTEGER NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- AddForeignKey Item_ownerId_fkey of Item
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Item` c WHERE c.`ownerId` IS NOT NULL
-- ! long lock: every row of Item is checked
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item` ADD CONSTRAINT `Item_ownerId_fkey` FOREIGN KEY (`ownerId`) REFERENCES `Owner`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- DropForeignKey Item_ownerId_fkey of Item
ALTER TABLE `Item` DROP FOREIGN KEY `Item_ownerId_fkey`;

-- DropIndex Item_ownerId_fkey of Item
DROP INDEX `Item_ownerId_fkey` ON `Item`;

-- DropTable Owner
-- ! loses data: every row of Owner
--   SELECT count(*) FROM `Owner`
-- ! breaks running code: Owner is gone
DROP TABLE `Owner`;
