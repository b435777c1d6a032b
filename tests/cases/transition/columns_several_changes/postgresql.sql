-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - drop the column d
-- - change the column a: optional
-- - change the column b: from INTEGER to BIGINT
-- - change the column c: another default
-- - add the column e
-- ! loses data: the values of Item.d
--   SELECT count(*) FROM "Item" WHERE "d" IS NOT NULL
-- ! breaks running code: Item.d is gone
-- ! breaks running code: code that expects Item.a in every row
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.b has another type
ALTER TABLE "Item"
    DROP COLUMN "d",
    ALTER COLUMN "a" DROP NOT NULL,
    ALTER COLUMN "b" TYPE BIGINT,
    ALTER COLUMN "c" DROP DEFAULT,
    ALTER COLUMN "c" SET DEFAULT false,
    ADD COLUMN "e" TIMESTAMP(3);

-- undone by

-- nothing: what is gone cannot come back: the values of Item.d
