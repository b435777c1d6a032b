-- CreateTable
CREATE TABLE "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing" (
    "identifierOfTheThing" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "aRatherLongFieldName" INTEGER NOT NULL,
    "anotherLongFieldName" INTEGER NOT NULL,
    "parentIdentifier" INTEGER,

    CONSTRAINT "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_parentIdentifier_fkey" FOREIGN KEY ("parentIdentifier") REFERENCES "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing"("identifierOfTheThing") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Größen der überaus ausführlichen Übersicht ä" (
    "größe" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "ein ""Zeichen"" `für` alles" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerName" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerName_A_fkey" FOREIGN KEY ("A") REFERENCES "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing"("identifierOfTheThing") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerName_B_fkey" FOREIGN KEY ("B") REFERENCES "Größen der überaus ausführlichen Übersicht ä"("größe") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_aRatherLongFieldName_key" ON "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing"("aRatherLongFieldName");

-- CreateIndex
CREATE INDEX "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_aRatherLongFieldName_anotherLongFieldName_idx" ON "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing"("aRatherLongFieldName", "anotherLongFieldName");

-- CreateIndex
CREATE UNIQUE INDEX "named by hand" ON "Größen der überaus ausführlichen Übersicht ä"("größe", "ein ""Zeichen"" `für` alles");

-- CreateIndex
CREATE UNIQUE INDEX "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerName_AB_unique" ON "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerName"("A", "B");

-- CreateIndex
CREATE INDEX "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerName_B_index" ON "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerName"("B");

-- undone by

-- SuspendForeignKeys
PRAGMA foreign_keys = OFF;

-- DropTable
DROP TABLE "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerName";

-- DropTable
DROP TABLE "Größen der überaus ausführlichen Übersicht ä";

-- DropTable
DROP TABLE "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing";

-- ResumeForeignKeys
PRAGMA foreign_keys = ON;
