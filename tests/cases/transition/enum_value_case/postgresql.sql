-- RenameEnumValue Color.red
-- - red is now RED
-- ! breaks running code: red is a value no more
ALTER TYPE "Color" RENAME VALUE 'red' TO 'RED';

-- undone by

-- RenameEnumValue Color.RED
-- - RED is now red
-- ! breaks running code: RED is a value no more
ALTER TYPE "Color" RENAME VALUE 'RED' TO 'red';
