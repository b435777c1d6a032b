-- What does not fit is an error
SET @ketch_sql_mode = @@SESSION.sql_mode;
SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',STRICT_ALL_TABLES');

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Owner
-- - change the column id: from INTEGER to VARCHAR(191)
-- ! long lock: every row of Owner may be written anew
-- ! breaks running code: Owner.id has another type
ALTER TABLE `Owner`
    MODIFY COLUMN `id` VARCHAR(191) NOT NULL;

-- AddForeignKey Item_ownerId_fkey of Item
-- ! may fail: rows that point at nothing
--   SELECT * FROM `Item` c WHERE c.`ownerId` IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `Owner` p WHERE p.`id` = c.`ownerId`)
-- ! long lock: every row of Item is checked
-- ! not in a transaction: if it fails, what stands above it stays done
ALTER TABLE `Item` ADD CONSTRAINT `Item_ownerId_fkey` FOREIGN KEY (`ownerId`) REFERENCES `Owner`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

-- As before
SET SESSION sql_mode = @ketch_sql_mode;

-- undone by

-- nothing: going back would lose the spelling of the text in Owner.id
