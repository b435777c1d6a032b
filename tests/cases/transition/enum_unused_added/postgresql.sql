-- CreateEnum Color
CREATE TYPE "Color" AS ENUM ('RED', 'GREEN', 'BLUE');

-- undone by

-- DropEnum Color
DROP TYPE "Color";
