INSERT INTO "consent" ("public_id", "created_at", "candidate_id", "purpose", "measure", "how", "given_on", "until", "by_id")
SELECT lower(hex(randomblob(16))), datetime('now'), "nomination"."candidate_id", 'measure', "measure_eligibility"."code", CASE "measure_eligibility"."permission_how" WHEN 'in_writing' THEN 'written' ELSE 'spoken' END, "measure_eligibility"."permission_on", date("measure_eligibility"."permission_on", '+365 days'), "nomination"."jobcoach_id"
FROM "measure_eligibility" JOIN "nomination" ON "nomination"."id" = "measure_eligibility"."nomination_id" WHERE "measure_eligibility"."permission_on" IS NOT NULL;
ALTER TABLE "measure_eligibility" DROP COLUMN "permission_on";
ALTER TABLE "measure_eligibility" DROP COLUMN "permission_how";
