DROP INDEX "nomination_organisation_id_archived_at_state";
DROP INDEX "nomination_campaign_id_archived_at_state";
CREATE INDEX "nomination_organisation_id_state_archived_at_campaign_id_cee76bf" ON "nomination" ("organisation_id", "state", "archived_at", "campaign_id", "jobcoach_id");
CREATE INDEX "nomination_campaign_id_state_archived_at_organisation_id_6b97ac9" ON "nomination" ("campaign_id", "state", "archived_at", "organisation_id", "jobcoach_id");
CREATE INDEX "nomination_organisation_id_state_campaign_id_jobcoach_id" ON "nomination" ("organisation_id", "state", "campaign_id", "jobcoach_id");
CREATE INDEX "nomination_campaign_id_state_jobcoach_id" ON "nomination" ("campaign_id", "state", "jobcoach_id");
CREATE INDEX "nomination_put_forward_at" ON "nomination" ("put_forward_at");
CREATE INDEX "candidate_last_name_first_name" ON "candidate" ("last_name", "first_name");
