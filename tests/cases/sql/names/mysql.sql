-- CreateTable
CREATE TABLE `AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing` (
    `identifierOfTheThing` INTEGER NOT NULL,
    `aRatherLongFieldName` INTEGER NOT NULL,
    `anotherLongFieldName` INTEGER NOT NULL,
    `parentIdentifier` INTEGER NULL,

    UNIQUE INDEX `AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_aRa_key`(`aRatherLongFieldName`),
    INDEX `AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_aRa_idx`(`aRatherLongFieldName`, `anotherLongFieldName`),
    PRIMARY KEY (`identifierOfTheThing`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `Größen der überaus ausführlichen Übersicht ä` (
    `größe` INTEGER NOT NULL,
    `ein "Zeichen" ``für`` alles` VARCHAR(191) NOT NULL,

    UNIQUE INDEX `named by hand`(`größe`, `ein "Zeichen" ``für`` alles`),
    PRIMARY KEY (`größe`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNam` (
    `A` INTEGER NOT NULL,
    `B` INTEGER NOT NULL,

    UNIQUE INDEX `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEve_AB_unique`(`A`, `B`),
    INDEX `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenL_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- AddForeignKey
ALTER TABLE `AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing` ADD CONSTRAINT `AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_pa_fkey` FOREIGN KEY (`parentIdentifier`) REFERENCES `AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing`(`identifierOfTheThing`) ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNam` ADD CONSTRAINT `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLo_A_fkey` FOREIGN KEY (`A`) REFERENCES `AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing`(`identifierOfTheThing`) ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNam` ADD CONSTRAINT `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLo_B_fkey` FOREIGN KEY (`B`) REFERENCES `Größen der überaus ausführlichen Übersicht ä`(`größe`) ON DELETE CASCADE ON UPDATE CASCADE;

-- undone by

-- DropForeignKey
ALTER TABLE `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNam` DROP FOREIGN KEY `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLo_B_fkey`;

-- DropForeignKey
ALTER TABLE `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNam` DROP FOREIGN KEY `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLo_A_fkey`;

-- DropForeignKey
ALTER TABLE `AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing` DROP FOREIGN KEY `AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing_pa_fkey`;

-- DropTable
DROP TABLE `_TheRelationBetweenTheLongModelAndTheOtherOneWithAnEvenLongerNam`;

-- DropTable
DROP TABLE `Größen der überaus ausführlichen Übersicht ä`;

-- DropTable
DROP TABLE `AnExtraordinarilyLongNameForAModelThatHoldsNearlyNothing`;
