-- RenameEnum Color
-- - Color is now Hue
-- ! breaks running code: Color is gone under that name
ALTER TYPE "Color" RENAME TO "Hue";

-- undone by

-- RenameEnum Hue
-- - Hue is now Color
-- ! breaks running code: Hue is gone under that name
ALTER TYPE "Hue" RENAME TO "Color";
