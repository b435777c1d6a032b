-- RenameEnumValue Color.RED
-- - RED is now CRIMSON
-- ! breaks running code: RED is a value no more
ALTER TYPE "Color" RENAME VALUE 'RED' TO 'CRIMSON';

-- undone by

-- RenameEnumValue Color.CRIMSON
-- - CRIMSON is now RED
-- ! breaks running code: CRIMSON is a value no more
ALTER TYPE "Color" RENAME VALUE 'CRIMSON' TO 'RED';
