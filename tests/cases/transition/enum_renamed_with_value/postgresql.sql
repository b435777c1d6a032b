-- RenameEnum Color
-- - Color is now Hue
-- ! breaks running code: Color is gone under that name
ALTER TYPE "Color" RENAME TO "Hue";

-- RenameEnumValue Hue.RED
-- - RED is now CRIMSON
-- ! breaks running code: RED is a value no more
ALTER TYPE "Hue" RENAME VALUE 'RED' TO 'CRIMSON';

-- undone by

-- RenameEnum Hue
-- - Hue is now Color
-- ! breaks running code: Hue is gone under that name
ALTER TYPE "Hue" RENAME TO "Color";

-- RenameEnumValue Color.CRIMSON
-- - CRIMSON is now RED
-- ! breaks running code: CRIMSON is a value no more
ALTER TYPE "Color" RENAME VALUE 'CRIMSON' TO 'RED';
