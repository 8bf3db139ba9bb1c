ALTER TABLE "internship" ADD COLUMN "evaluation_on" DATE;
ALTER TABLE "internship" ADD COLUMN "evaluation_minute" INTEGER;
