-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from VARCHAR(50) to UUID
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE "value"::text !~* '^[{]?[0-9a-f]{4}(-?[0-9a-f]{4}){7}[}]?$'
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE UUID USING "value"::UUID;

-- undone by

-- Code runs on through what breaks it below if it is expanded first: add the new beside the old,
-- write both, copy the rows, and drop the old in a later migration

-- AlterTable Item
-- - change the column value: from UUID to VARCHAR(50)
-- ! may fail: values of Item.value that the new type does not hold
--   SELECT * FROM "Item" WHERE length("value"::text) > 50
-- ! long lock: every row of Item may be written anew
-- ! breaks running code: Item.value has another type
ALTER TABLE "Item"
    ALTER COLUMN "value" TYPE VARCHAR(50) USING "value"::text;
