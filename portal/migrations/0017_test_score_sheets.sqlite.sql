ALTER TABLE "sheet" ADD COLUMN "test_paper_id" INTEGER REFERENCES "test_paper" ("id") ON DELETE CASCADE;
CREATE INDEX "sheet_test_paper_id" ON "sheet" ("test_paper_id");
CREATE UNIQUE INDEX "sheet_nomination_id_test_paper_id" ON "sheet" ("nomination_id", "test_paper_id");
