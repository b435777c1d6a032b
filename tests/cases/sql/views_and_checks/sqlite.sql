-- CreateTable
CREATE TABLE "offer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "low" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,

    CONSTRAINT "fair" CHECK (low <= high),
    CONSTRAINT "low_positive" CHECK (low > 0)
);

-- CreateView
CREATE VIEW "Spread" AS
select id, high - low as spread from offer where high > low;

-- undone by

-- DropView
DROP VIEW "Spread";

-- DropTable
DROP TABLE "offer";
