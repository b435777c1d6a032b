-- ReplaceValues Item.color
-- - RED is now CRIMSON
-- ! breaks running code: Item.color holds new values
UPDATE "Item" SET "color" = CASE "color" WHEN 'RED' THEN 'CRIMSON' END WHERE "color" IN ('RED');

-- undone by

-- ReplaceValues Item.color
-- - CRIMSON is now RED
-- ! breaks running code: Item.color holds new values
UPDATE "Item" SET "color" = CASE "color" WHEN 'CRIMSON' THEN 'RED' END WHERE "color" IN ('CRIMSON');
