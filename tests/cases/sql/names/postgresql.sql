-- CreateTable
CREATE TABLE "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing" (
    "identifierOfTheThing" INTEGER NOT NULL,
    "aRatherLongFieldName" INTEGER NOT NULL,
    "anotherLongFieldName" INTEGER NOT NULL,
    "parentIdentifier" INTEGER,

    CONSTRAINT "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_pkey" PRIMARY KEY ("identifierOfTheThing")
);

-- CreateTable
CREATE TABLE "Größen der überaus ausführlichen Übersicht ä" (
    "größe" INTEGER NOT NULL,
    "ein ""Zeichen"" `für` alles" TEXT NOT NULL,

    CONSTRAINT "Größen der überaus ausführlichen Übersicht ä_pkey" PRIMARY KEY ("größe")
);

-- CreateTable
CREATE TABLE "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNa" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEven_AB_pkey" PRIMARY KEY ("A", "B")
);

-- CreateIndex
CREATE UNIQUE INDEX "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_aR_key" ON "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing"("aRatherLongFieldName");

-- CreateIndex
CREATE INDEX "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_aR_idx" ON "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing"("aRatherLongFieldName", "anotherLongFieldName");

-- CreateIndex
CREATE UNIQUE INDEX "named by hand" ON "Größen der überaus ausführlichen Übersicht ä"("größe", "ein ""Zeichen"" `für` alles");

-- CreateIndex
CREATE INDEX "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEven_B_index" ON "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNa"("B");

-- AddForeignKey
ALTER TABLE "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing" ADD CONSTRAINT "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_p_fkey" FOREIGN KEY ("parentIdentifier") REFERENCES "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing"("identifierOfTheThing") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNa" ADD CONSTRAINT "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenL_A_fkey" FOREIGN KEY ("A") REFERENCES "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing"("identifierOfTheThing") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNa" ADD CONSTRAINT "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenL_B_fkey" FOREIGN KEY ("B") REFERENCES "Größen der überaus ausführlichen Übersicht ä"("größe") ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- DropForeignKey
ALTER TABLE "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNa" DROP CONSTRAINT "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenL_B_fkey";

-- DropForeignKey
ALTER TABLE "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNa" DROP CONSTRAINT "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenL_A_fkey";

-- DropForeignKey
ALTER TABLE "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing" DROP CONSTRAINT "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_p_fkey";

-- DropTable
DROP TABLE "_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNa";

-- DropTable
DROP TABLE "Größen der überaus ausführlichen Übersicht ä";

-- DropTable
DROP TABLE "AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing";
