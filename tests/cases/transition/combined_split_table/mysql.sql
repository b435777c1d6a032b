-- CreateTable Address
CREATE TABLE `Address` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `street` VARCHAR(191) NOT NULL,
    `city` VARCHAR(191) NOT NULL,

    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- AlterTable Item
-- - drop the column street
-- - drop the column city
-- - add the column addressId
-- ! loses data: the values of Item.street
--   SELECT count(*) FROM `Item` WHERE `street` IS NOT NULL
-- ! breaks running code: Item.street is gone
-- ! loses data: the values of Item.city
--   SELECT count(*) FROM `Item` WHERE `city` IS NOT NULL
-- ! breaks running code: Item.city is gone
ALTER TABLE `Item`
    DROP COLUMN `street`,
    DROP COLUMN `city`,
    ADD COLUMN `addressId` INTEGER NULL;

-- AddForeignKey Item_addressId_fkey of Item
-- ! long lock: every row of Item is checked
ALTER TABLE `Item` ADD CONSTRAINT `Item_addressId_fkey` FOREIGN KEY (`addressId`) REFERENCES `Address`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;

-- undone by

-- nothing: what is gone cannot come back: the values of Item.street
