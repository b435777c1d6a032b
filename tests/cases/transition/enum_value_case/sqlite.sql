-- ReplaceValues Item.color
-- - red is now RED
-- ! breaks running code: Item.color holds new values
UPDATE "Item" SET "color" = CASE "color" WHEN 'red' THEN 'RED' END WHERE "color" IN ('red');

-- undone by

-- ReplaceValues Item.color
-- - RED is now red
-- ! breaks running code: Item.color holds new values
UPDATE "Item" SET "color" = CASE "color" WHEN 'RED' THEN 'red' END WHERE "color" IN ('RED');
