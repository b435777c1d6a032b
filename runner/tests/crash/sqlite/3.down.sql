UPDATE "item" SET "n" = "n" - 1;
DROP TABLE "tag";
