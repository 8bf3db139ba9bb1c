"""Who may come across what: for each field, the words of who may read it; the design's "who sees what, when".

A field that is not here may be read by nobody. `link` is whoever holds a link or a tablet, or got a mail without
having an account, whatever it is for; `candidate`, `supervisor`, `invitee`, `joiner`, `tablet`, `guide` and `assessor`
are such people about whom the row is.
"""

from collections.abc import Callable
from typing import Any

from portal import clock
from portal.models.decisions import Decision, Relay
from portal.models.internships import Evaluation
from portal.models.nominations import MeasureEligibility, Nomination, SupportNeed
from portal.models.speeddates import Sheet
from portal.queries.disclosure import choice_of, moment_reached
from portal.queries.measure_consents import measure_consents
from portal.rules.disclosure import Fact, Reader, may_know
from tests.permissions.routes import DIRECTORY, OWN, READS_INTERNSHIP, READS_NOMINATION, STEERS, TAKES_PART

ANYBODY = "person link"
ON_THE_DAY = f"{TAKES_PART} {READS_NOMINATION} candidate tablet guide assessor"
INTRODUCED = f"{READS_NOMINATION} the_employer tablet"
KNOWS_CAMPAIGN = f"{TAKES_PART} link"


def _each(table: str, columns: str, readers: str) -> dict[str, str]:
    return {f"{table}.{column}": readers for column in columns.split()}


GRANTS: dict[str, str] = {
    # organisations and people who work there
    **_each("Organisation", "name", ANYBODY),
    **_each("Organisation", "region town target_groups email phone website", f"{DIRECTORY} same_organisation"),
    **_each("Site", "name street postcode town directions", ANYBODY),
    **_each("Contact", "name email phone job_title", DIRECTORY),
    **_each("ContactMoment", "note", "keeper"),
    **_each("User", "name email phone", ANYBODY),
    **_each("SignIn", "browser", "self"),
    **_each("AccessLink", "name email", "administrator joiner"),
    **_each("MeasureRow", "name meaning who_applies papers longest source standing", ANYBODY),
    # the words of mails
    **_each("MailText", "name subject body", "its_mediator"),
    # campaigns
    **_each("Campaign", "title", f"{KNOWS_CAMPAIGN} administrator"),
    **_each("Campaign", "goal matching info_session_place", f"{TAKES_PART} invitee"),
    **_each("Vacancy", "title tasks competences conditions hours_a_week shifts", f"{KNOWS_CAMPAIGN} {INTRODUCED}"),
    **_each("Agreement", "text", f"{TAKES_PART} invitee"),
    **_each("Invitation", "name email", f"{DIRECTORY} invitee"),
    **_each("Invitation", "comes_with decline_reason", f"{STEERS} invited"),
    # candidates: the own mediator everything; a name for who meets them; a contact card for the lead
    **_each("Candidate", "notes", OWN),
    **_each("Candidate", "first_name", f"{INTRODUCED} interviewer candidate supervisor own_privacy_officer"),
    **_each("Candidate", "last_name",
            f"{READS_NOMINATION} interviewer candidate the_internship_employer own_privacy_officer"),
    **_each("Candidate", "email postcode town", f"{READS_NOMINATION} candidate"),
    **_each("Candidate", "phone", f"{READS_NOMINATION} interviewer candidate"),
    **_each("Nomination", "competences motivation availability", INTRODUCED),
    **_each("Nomination", "recommendation travel_note", READS_NOMINATION),
    **_each("CompetenceAnswer", "competence proof", INTRODUCED),
    **_each("Nomination", "archive_reason", READS_NOMINATION),
    **_each("MilestoneOutcome", "note", READS_NOMINATION),
    **_each("CampaignMilestone", "name", TAKES_PART),
    **_each("SavedView", "name query", "self"),
    **_each("SupportNeed", "detail", OWN),
    **_each("MeasureEligibility", "note", OWN),
    **_each("LegalHold", "reason", f"{OWN} own_privacy_officer"),
    **_each("Document", "file_name", OWN),
    **_each("Document", "content", READS_NOMINATION),
    **_each("Upload", "file_name", OWN),
    **_each("HistoryLine", "note", f"{READS_NOMINATION} interviewer"),
    **_each("Interview", "place with_words note", f"{READS_NOMINATION} interviewer candidate"),
    # the pre-selection: what is found and thought for who leads, what came of it for the own mediator too
    **_each("Campaign", "preselection_criteria", STEERS),
    **_each("Preselection", "assessment memo", STEERS),
    **_each("Preselection", "words_for_mediator words_for_candidate answer", READS_NOMINATION),
    **_each("PaperTalk", "note", STEERS),
    # answers to appointments: for who plans, and what one said oneself
    **_each("CalendarEntry", "answer_note", f"{READS_NOMINATION} interviewer self candidate"),
    **_each("CalendarAnswer", "note from_address wish_location", "lead"),
    **_each("InboxMail", "from_address", "lead"),
    # the day
    **_each("SelectionDay", "place bring", ON_THE_DAY),
    **_each("ProgrammeItem", "title room_name", ON_THE_DAY),
    **_each("Room", "name", ON_THE_DAY),
    **_each("Table", "name", ON_THE_DAY),
    **_each("TourLine", "guide_name", ON_THE_DAY),
    **_each("TourLine", "guide_email", f"{STEERS} guide"),
    **_each("Assessor", "name job_title", ON_THE_DAY),
    **_each("Assessor", "email", f"{STEERS} the_employer assessor"),
    **_each("Attendance", "note", READS_NOMINATION),
    **_each("StandIn", "name phone", STEERS),
    **_each("TestQuestion", "text", f"{STEERS} the_employer candidate"),
    **_each("TestAnswer", "text", "lead the_employer candidate"),
    **_each("TestPaper", "remark", "lead the_employer"),
    **_each("Criterion", "name question anchors", f"{STEERS} the_employer tablet"),
    **_each("Sheet", "body", "lead"),
    **_each("SheetEntry", "body client_time", "lead"),
    **_each("Device", "label", f"{STEERS} the_employer tablet privacy_officer"),
    # decisions and after
    **_each("Decision", "motivation words_for_candidate", "lead the_employer"),
    **_each("Relay", "reaction", READS_NOMINATION),
    **_each("Internship", "place supervisor_name supervisor_phone supervisor_email present_at_start stop_reason",
            f"{READS_INTERNSHIP} candidate supervisor"),
    **_each("FollowUp", "purpose", READS_INTERNSHIP),
    **_each("FollowUp", "note", READS_NOMINATION),
    **_each("AftercareMoment", "purpose note", READS_NOMINATION),
    **_each("Evaluation", "answers", ""),
    **_each("Placement", "motivation contract_kind", READS_INTERNSHIP),
    **_each("MeasureRequest", "note", READS_INTERNSHIP),
    # data protection
    **_each("PrivacyNotice", "text_nl text_en", ANYBODY),
    **_each("Restriction", "reason lift_reason", f"{OWN} own_privacy_officer"),
    # machines
    **_each("OutboxMail", "detail", f"{STEERS} administrator"),
    **_each("DeliveryPause", "detail", "administrator"),
    **_each("Heartbeat", "note", ""),
    **_each("AddressTrouble", "address_key detail", ""),
    **_each("PolledMailbox", "detail", "administrator"),
}  # fmt: skip

# Free text by its type, and yet no text of anybody's: states, kinds, codes, hashes, addresses of machines.
NO_FREE_TEXT = {
    "CompetenceAnswer.answer", "Nomination.available_days", "Nomination.transport",
    "MeasureRow.code", "MeasureRow.country", "MeasureRow.replaces", "MeasureRow.lead_unit",
    "Campaign.names_from", "SupportNeed.lead_from", "SupportNeed.employer_from", "MeasureEligibility.lead_from",
    "MeasureEligibility.employer_from",
    "AddressTrouble.code", "InboxMail.kind", "InboxMail.message_key", "InboxMail.reason", "InboxMail.standing",
    "PolledMailbox.name", "PolledMailbox.reason",
    "AftercareMoment.channel", "AftercareMoment.went", "AftercareMoment.with_whom", "Internship.supervisor_language",
    "AccessLink.language", "AccessLink.purpose", "AccessLink.role", "AccessLink.subject", "AccessLink.token_hash",
    "CalendarAnswer.answer", "CalendarAnswer.message_key", "CalendarAnswer.standing", "CalendarAnswer.via",
    "CalendarEntry.answer", "CalendarEntry.answered_via", "CalendarEntry.organizer_email", "CalendarFeed.secret_hash",
    "Appointment.kind", "Attendance.state", "DeskTap.kind", "DeskTap.standing", "DeskTap.step", "PartCheck.kind",
    "CalendarEntry.attendee_key", "CalendarEntry.kind", "CalendarEntry.subject",
    "CalendarEntry.uid", "CalendarEntry.url", "CalendarEntry.zone", "Campaign.state", "Candidate.language",
    "ContactMoment.channel", "Decision.outcome", "Decision.state", "DeliveryPause.name", "DeliveryPause.reason",
    "HelpCall.nonce", "Criterion.part",
    "Device.code_hash", "Device.pin_hash", "Device.token_hash", "Document.cabinet_key", "Document.kind",
    "Document.media_type", "Document.sha256", "Upload.checker", "Upload.key", "Upload.kind", "Upload.reason",
    "Upload.resume_key", "Upload.sha256", "Upload.state", "Upload.trouble",
    "Evaluation.party", "Evaluation.state", "FollowUp.channel",
    "FollowUp.went", "FollowUp.with_whom", "Heartbeat.name", "HistoryLine.from_state", "HistoryLine.step",
    "HistoryLine.subject", "HistoryLine.to_state", "Internship.state", "Interview.channel", "Interview.state",
    "Invitation.comes", "Invitation.state",
    "MilestoneOutcome.milestone", "MilestoneOutcome.outcome", "MilestoneOutcome.colour",
    "CampaignMilestone.milestone", "NoticeChoice.topic", "NoticeChoice.how",
    "Notice.topic", "Notice.milestone", "Notice.outcome",
    "Look.at_what", "Look.by_mark", "Look.candidate_mark", "Look.link", "LookAnchor.link", "LookChain.link",
    "AccessExport.left_out", "Consent.how", "Consent.measure", "Consent.purpose", "Restriction.ground",
    "MeasureEligibility.certainty", "MeasureEligibility.code", "MeasureRequest.code",
    "Nomination.state", "Organisation.kind", "OutboxMail.identity", "OutboxMail.language", "OutboxMail.lease_token",
    "OutboxMail.method", "OutboxMail.reason", "OutboxMail.recipient_domain", "OutboxMail.status",
    "MailText.language", "MailText.template", "MailBatch.what", "TourLine.guide_language", "Assessor.language",
    "OutboxMail.template", "OutboxMail.token", "OutboxMail.uid", "Placement.outcome", "ProgrammeItem.kind",
    "PaperTalk.channel", "Preselection.outcome", "Preselection.state", "Preselection.told_how",
    "OwnDayRequest.via", "NotedFact.fact", "NotedFact.fingerprint", "NotedFact.system", "SystemUse.system",
    "ErasedCount.reached", "Erasure.counts", "Erasure.ground", "Erasure.subject_hash", "Erasure.what",
    "ErasureChore.cabinet_key",
    "Relay.state", "Relay.told_how", "Room.features", "SelectionDay.state", "SelectionDay.unscheduled",
    # Plans go by keys; a run's reasons too.
    "PlanningRun.changes", "PlanningRun.explained", "PlanningRun.fingerprint", "PlanningRun.plan",
    "PlanningRun.purpose", "PlanningRun.reasons", "PlanningRun.state", "PlanningRun.worker",
    "DayDraft.pins", "DayDraft.plan", "DayDraft.trail", "DayDraft.undone",
    "FormerPlan.plan", "FormerPlan.unscheduled",
    "SheetEntry.digest", "SheetEntry.owner", "SheetEntry.standing", "SignIn.token_hash", "Site.country", "Site.zone",
    "SupportNeed.kind", "Table.features", "TestPaper.state", "TourLine.features", "User.fs_uniquifier",
    "User.language", "User.mf_recovery_codes", "User.password", "User.role", "User.tf_primary_method",
    "User.tf_totp_secret",
}  # fmt: skip


def _shared(row: SupportNeed | MeasureEligibility, fact: Fact) -> str:
    """The moment that was chosen counts too; a tablet reads as the employer does."""
    nomination = Nomination.get_by_id(row.nomination_id)
    moment, found = moment_reached(nomination), OWN
    consents = measure_consents([nomination.candidate_id], clock.today())
    choice = choice_of(row, is_consented=(nomination.candidate_id, getattr(row, "code", "")) in consents)
    if {choice.lead_from, choice.employer_from} != {None}:  # what was told on, the candidate reads
        found += " candidate"
    if may_know(fact, Reader.LEAD, moment, choice):
        found += f" {STEERS}"
    return f"{found} the_employer tablet" if may_know(fact, Reader.EMPLOYER, moment, choice) else found


def _support(row: SupportNeed) -> str:
    return _shared(row, Fact.SUPPORT)


def _measure(row: MeasureEligibility) -> str:
    return _shared(row, Fact.MEASURE)


def _decision(row: Decision) -> str:
    # Before it is made known only those who decide know; afterwards the jobcoach, who tells the candidate.
    return f"{READS_NOMINATION} the_employer" if row.state == "published" else "lead the_employer"


def _words_for_candidate(row: Decision) -> str:
    # On the candidate's own page only once the jobcoach told it (req X-01).
    told = Relay.select().where(Relay.decision == row, Relay.state == "told").exists()
    return f"{_decision(row)} candidate" if told and row.state == "published" else _decision(row)


def _evaluation(row: Evaluation) -> str:
    # The three are opened together when all are in.
    if not Evaluation.select().where(Evaluation.internship == row.internship, Evaluation.state == "asked").exists():
        return READS_INTERNSHIP
    return {"jobcoach": OWN, "employer": "the_employer", "candidate": "candidate"}[row.party]


def _sheet(row: Sheet) -> str:
    # Nobody of the employer reads a score of a candidate of whom a sheet is still missing. A tablet reads the sheets of
    # its own day, without a name: an assessor goes on with the own one on another tablet.
    lacks = Sheet.select().where(Sheet.nomination == row.nomination, Sheet.version == 0).exists()
    return "lead tablet" if lacks else "lead the_employer tablet"


# Fields of which the row itself says who may read them.
BY_ROW: dict[str, Callable[[Any], str]] = {
    "SupportNeed.detail": _support,
    "MeasureEligibility.note": _measure,
    "Decision.motivation": _decision,
    "Decision.words_for_candidate": _words_for_candidate,
    "Evaluation.answers": _evaluation,
    "Sheet.body": _sheet,
}


def readers_of(home: str, row: Any) -> frozenset[str]:
    """The words of who may read this field of this row."""
    by_row = BY_ROW.get(home)
    return frozenset((by_row(row) if by_row and row is not None else GRANTS.get(home, "")).split())
