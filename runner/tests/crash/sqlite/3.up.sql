UPDATE "item" SET "n" = "n" + 1;
CREATE TABLE "tag" ("id" INTEGER NOT NULL);
INSERT INTO "tag" VALUES (1);
