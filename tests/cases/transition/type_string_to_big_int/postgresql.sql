-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from TEXT to BIGINT
-- ! loses data: the spelling of the text in Item.value
--   SELECT count(*) FROM "Item" WHERE "value" IS NOT NULL
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE CASE WHEN "value"::text ~ '^ *[-+]?[0-9]+ *$' THEN "value"::text::numeric NOT BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE "value"::text IS NOT NULL END
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE BIGINT USING "value"::BIGINT;

-- undone by

-- nothing: what is gone cannot come back: the spelling of the text in Item.value
