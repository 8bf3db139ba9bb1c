ALTER TABLE "planning_run" ADD COLUMN "least_longest" INTEGER;
ALTER TABLE "planning_run" ADD COLUMN "least_mean" REAL;
