ALTER TABLE "tour_line" ADD COLUMN "reminded_at" TIMESTAMP;
