-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from TEXT to DECIMAL(65,30)
-- ! loses data: the spelling of the text in Item.value
--   SELECT count(*) FROM "Item" WHERE "value" IS NOT NULL
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE "value"::text !~* '^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[-+]?[0-9]+)? *$'
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE DECIMAL(65,30) USING "value"::DECIMAL(65,30);

-- undone by

-- nothing: what is gone cannot come back: the spelling of the text in Item.value
