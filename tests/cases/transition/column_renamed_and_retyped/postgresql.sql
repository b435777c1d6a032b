-- RenameColumn Item.size
-- - size is now length
-- ! breaks running code: Item.size is gone under that name
ALTER TABLE "Item" RENAME COLUMN "size" TO "length";

-- AlterTable Item
-- - change the column length: from INTEGER to BIGINT, optional
-- ! long lock: every row of Item may be written anew
ALTER TABLE "Item"
    ALTER COLUMN "length" TYPE BIGINT,
    ALTER COLUMN "length" DROP NOT NULL;

-- undone by

-- RenameColumn Item.length
-- - length is now size
-- ! breaks running code: Item.length is gone under that name
ALTER TABLE "Item" RENAME COLUMN "length" TO "size";

-- AlterTable Item
-- - change the column size: from BIGINT to INTEGER, required
-- ! may fail: values of Item.size that the new type does not hold
--   SELECT * FROM "Item" WHERE "size" NOT BETWEEN -2147483648 AND 2147483647
-- ! long lock: every row of Item may be written anew
-- ! may fail: rows without Item.size
--   SELECT * FROM "Item" WHERE "size" IS NULL
-- ! breaks running code: code that leaves Item.size out
ALTER TABLE "Item"
    ALTER COLUMN "size" TYPE INTEGER,
    ALTER COLUMN "size" SET NOT NULL;
