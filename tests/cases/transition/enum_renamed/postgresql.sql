-- RenameEnum Color
-- - Color is now Hue
ALTER TYPE "Color" RENAME TO "Hue";

-- undone by

-- RenameEnum Hue
-- - Hue is now Color
ALTER TYPE "Hue" RENAME TO "Color";
