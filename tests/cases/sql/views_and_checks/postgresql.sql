-- CreateTable
CREATE TABLE "offer" (
    "id" SERIAL NOT NULL,
    "low" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id"),
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
