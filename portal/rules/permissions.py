"""Who may do what: sentences over (person, thing), in one file.

A sentence answers *who*; the machines of `states.py` answer *when*; a button needs both. Whether a person may *see* a
thing is decided before, by the finder in `portal/queries/`: what you may not see does not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.rules.roles import MEDIATING_ROLES, Role


@dataclass(frozen=True)
class Sentence:
    """A condition with its words; sentences are joined with `|` and `&`."""

    words: str
    holds: Callable[[Any, Any], bool]

    def __call__(self, person: Any, thing: Any = None) -> bool:
        return bool(self.holds(person, thing))

    def __or__(self, other: "Sentence") -> "Sentence":
        return Sentence(f"{self.words} or {other.words}", lambda p, t: self(p, t) or other(p, t))

    def __and__(self, other: "Sentence") -> "Sentence":
        return Sentence(f"({self.words}) and ({other.words})", lambda p, t: self(p, t) and other(p, t))


def sentence(words: str) -> Callable[[Callable[[Any, Any], bool]], Sentence]:
    """Give a condition its words."""
    return lambda holds: Sentence(words, holds)


# The relation that leads from a thing to the one that decides about it, tried in this order.
_TOWARDS_CAMPAIGN = (
    "campaign", "nomination", "selection_day", "internship", "decision", "invitation", "placement", "device",
)  # fmt: skip
_TOWARDS_NOMINATION = ("nomination", "internship", "decision", "placement")


def campaign_of(thing: Any) -> Any:
    """The campaign a thing belongs to (a campaign has `lead_id`). AttributeError when there is none."""
    while not hasattr(thing, "lead_id"):
        thing = getattr(thing, next(name for name in _TOWARDS_CAMPAIGN if hasattr(thing, name)))
    return thing


def nomination_of(thing: Any) -> Any:
    """The nomination a thing belongs to, or the thing itself when it has a jobcoach and a candidate of its own."""
    while not hasattr(thing, "candidate_id"):
        thing = getattr(thing, next(name for name in _TOWARDS_NOMINATION if hasattr(thing, name)))
    return thing


def whose(thing: Any) -> Any:
    """The nomination or the candidate that a thing belongs to, or the thing itself: it has an organisation."""
    if hasattr(thing, "organisation_id"):
        return thing
    found = nomination_of(thing)
    return found if hasattr(found, "organisation_id") else found.candidate


@sentence("anyone who is signed in and may see it")
def anyone(person: Any, thing: Any) -> bool:
    return True


@sentence("a mediator")
def mediator(person: Any, thing: Any) -> bool:
    return person.role in MEDIATING_ROLES


@sentence("an administrator")
def administrator(person: Any, thing: Any) -> bool:
    return person.role == Role.ADMINISTRATOR


@sentence("a privacy officer")
def privacy_officer(person: Any, thing: Any) -> bool:
    return person.role == Role.PRIVACY_OFFICER


@sentence("the privacy officer of the candidate's organisation")
def own_privacy_officer(person: Any, thing: Any) -> bool:
    return person.role == Role.PRIVACY_OFFICER and whose(thing).organisation_id == person.organisation_id


@sentence("a coordinator")
def coordinator(person: Any, thing: Any) -> bool:
    return person.role == Role.COORDINATOR


@sentence("the lead of the campaign")
def lead(person: Any, thing: Any) -> bool:
    return person.role in MEDIATING_ROLES and campaign_of(thing).lead_id == person.id


@sentence("the coordinator of the organisation that leads")
def leading_coordinator(person: Any, thing: Any) -> bool:
    return person.role == Role.COORDINATOR and campaign_of(thing).organisation_id == person.organisation_id


@sentence("the employer of the campaign")
def employer(person: Any, thing: Any) -> bool:
    return person.role == Role.EMPLOYER and campaign_of(thing).employer_id == person.organisation_id


@sentence("a mediator of the partner organisation that is invited")
def invited_partner(person: Any, thing: Any) -> bool:
    return person.role in MEDIATING_ROLES and thing.organisation_id == person.organisation_id


@sentence("the jobcoach of the candidate")
def jobcoach(person: Any, thing: Any) -> bool:
    found = thing if hasattr(thing, "jobcoach_id") else nomination_of(thing)
    found = found if hasattr(found, "jobcoach_id") else found.candidate
    return person.role in MEDIATING_ROLES and found.jobcoach_id == person.id


@sentence("the coordinator of the candidate's organisation")
def own_coordinator(person: Any, thing: Any) -> bool:
    return person.role == Role.COORDINATOR and whose(thing).organisation_id == person.organisation_id


@sentence("the one who leads the talk")
def interviewer(person: Any, thing: Any) -> bool:
    return person.role in MEDIATING_ROLES and thing.interviewer_id == person.id


@sentence("a coordinator of the organisation whose text it is")
def coordinator_of_its_organisation(person: Any, thing: Any) -> bool:
    return person.role == Role.COORDINATOR and thing.organisation_id == person.organisation_id


@sentence("a mediator of the candidate's own organisation")
def own_mediator(person: Any, thing: Any) -> bool:
    return person.role in MEDIATING_ROLES and whose(thing).organisation_id == person.organisation_id


class May(StrEnum):
    """Every permission, `area:verb`."""

    # accounts and organisations
    SEE_HOME = "accounts:see_home"
    CHANGE_OWN_PROFILE = "accounts:change_own_profile"
    KEEP_OWN_CALENDAR = "calendar:keep_own"
    ANSWER_APPOINTMENT = "calendar:answer_own"
    SETTLE_ANSWERS = "calendar:settle_answers"
    SEE_ANSWERS = "calendar:see_answers_of_campaign"
    REMIND_UNANSWERED = "calendar:remind_unanswered"
    ADMINISTER_ACCOUNTS = "accounts:administer"
    ADMINISTER_ORGANISATIONS = "organisations:administer"
    ADMINISTER_MEASURES = "measures:administer"
    SEE_DIRECTORY = "organisations:see_directory"
    KEEP_DIRECTORY = "organisations:keep_directory"
    LOG_CONTACT = "organisations:log_contact"
    # campaigns, vacancies, partners
    LIST_CAMPAIGNS = "campaigns:list"
    OPEN_CAMPAIGN = "campaigns:open"
    SEE_CAMPAIGN = "campaigns:see"
    STEER_CAMPAIGN = "campaigns:steer"
    HAND_OVER_CAMPAIGN = "campaigns:hand_over"
    SEE_PARTNERS = "partners:see"
    INVITE_PARTNERS = "partners:invite"
    REVOKE_INVITATION = "partners:revoke"
    ANSWER_INVITATION = "partners:answer"
    SEE_INVITATION = "partners:see_own"
    GIVE_LATE_LINK = "partners:give_late_link"
    # candidates and nominations
    LIST_CANDIDATES = "candidates:list"
    KEEP_CANDIDATES = "candidates:keep"
    SEE_CANDIDATE = "candidates:see"
    CHANGE_CANDIDATE = "candidates:change"
    NOMINATE = "nominations:nominate"
    SEE_NOMINATION = "nominations:see"
    CHANGE_NOMINATION = "nominations:change"
    SEE_LOOKS = "candidates:see_looks"
    SEE_SHARING = "nominations:see_sharing"
    WITHDRAW_NOMINATION = "nominations:withdraw"
    SEE_NOMINATIONS = "nominations:see_all_of_campaign"
    SEE_INTRODUCTIONS = "nominations:see_introductions"
    # following candidates
    FOLLOW_CANDIDATES = "following:list"
    STATE_MILESTONE = "milestones:state"
    ARCHIVE_NOMINATION = "milestones:archive"
    HAND_OVER_NOMINATION = "milestones:hand_over"
    ARRANGE_MILESTONES = "milestones:arrange"
    SEE_PACE = "milestones:see_pace"
    SEE_RECOGNITION = "milestones:see_recognition"
    CHOOSE_NOTICES = "notices:choose"
    SEE_DOUBLES = "candidates:see_doubles"
    MERGE_CANDIDATES = "candidates:merge"
    READ_DOCUMENT = "documents:read"
    SEE_INTERVIEWS = "interviews:see_all_of_campaign"
    SEE_INTERVIEW = "interviews:see"
    PLAN_INTERVIEW = "interviews:plan"
    REPORT_INTERVIEW = "interviews:report"
    SEE_PRESELECTIONS = "preselections:see_all_of_campaign"
    PRESELECT = "preselections:assess"
    SEE_PRESELECTION = "preselections:see"
    TELL_PRESELECTION = "preselections:tell"
    # the day
    SEE_DAY = "selection_days:see"
    PLAN_DAY = "selection_days:plan"
    SEE_PLANNING = "selection_days:see_planning"
    STEER_DAY = "selection_days:steer"
    CHECK_IN = "selection_days:check_in"
    INFORM_CANDIDATE = "selection_days:inform"
    GIVE_OWN_DAY = "own_day:give_link"
    NOTE_ELSEWHERE = "registering:note"
    NOTE_ABOUT = "registering:note_about_candidate"
    PAIR_TABLETS = "speeddates:pair_tablets"
    SET_CRITERIA = "speeddates:set_criteria"
    SEE_SCORES = "speeddates:see_scores"
    TYPE_IN_SHEET = "speeddates:type_in"
    TYPE_IN_TEST = "written_tests:type_in"
    RATE_TEST = "written_tests:rate"
    # decisions and after
    DECIDE = "decisions:decide"
    PUBLISH_DECISIONS = "decisions:publish"
    SEE_RELAYS = "decisions:see_relays"
    SEE_OWN_RELAYS = "decisions:see_relays_of_own_people"
    TELL_CANDIDATE = "decisions:tell"
    SEE_INTERNSHIP = "internships:see"
    PLAN_INTERNSHIP = "internships:plan"
    FOLLOW_UP = "internships:follow_up"
    READ_FOLLOW_UPS = "internships:read_follow_ups"
    EVALUATE_AS_JOBCOACH = "internships:evaluate_as_jobcoach"
    EVALUATE_AS_EMPLOYER = "internships:evaluate_as_employer"
    SETTLE_OUTCOME = "placements:settle"
    REQUEST_MEASURES = "placements:request_measures"
    # mail, privacy
    SEE_CAMPAIGN_MAIL = "outbox:see_of_campaign"
    SEND_AGAIN = "outbox:send_again"
    STOP_BATCH = "outbox:stop_batch"
    SEE_ALL_MAIL = "outbox:see_all"
    REVIEW_LOOKS = "privacy:review_looks"
    LIST_TERMS = "retention:list_terms"
    SEE_TERMS = "retention:see_terms"
    HOLD_FILE = "retention:hold"
    ERASE_FILE = "retention:erase"
    SEE_CERTIFICATES = "retention:see_certificates"
    FIND_PRIVACY_FILES = "privacy:find_files"
    SEE_PRIVACY_FILE = "privacy:see_file"
    KEEP_CONSENT = "privacy:keep_consent"
    RESTRICT_CANDIDATE = "privacy:restrict"
    EXPORT_CANDIDATE = "privacy:export"
    CHANGE_NOTICE = "privacy:change_notice"
    # the words of mails
    LIST_TEXTS = "texts:list"
    SEE_TEXT = "texts:see"
    CHANGE_TEXT = "texts:change"


PERMISSIONS: dict[May, Sentence] = {
    May.SEE_HOME: anyone,
    May.CHANGE_OWN_PROFILE: anyone,
    May.KEEP_OWN_CALENDAR: anyone,
    May.ANSWER_APPOINTMENT: anyone,
    May.SETTLE_ANSWERS: mediator | administrator,
    May.SEE_ANSWERS: lead | leading_coordinator,
    May.REMIND_UNANSWERED: lead,
    May.ADMINISTER_ACCOUNTS: administrator,
    May.ADMINISTER_ORGANISATIONS: administrator,
    May.ADMINISTER_MEASURES: administrator,
    May.SEE_DIRECTORY: mediator | administrator,
    May.KEEP_DIRECTORY: mediator | administrator,
    May.LOG_CONTACT: mediator,
    May.LIST_CAMPAIGNS: anyone,
    May.OPEN_CAMPAIGN: mediator,
    May.SEE_CAMPAIGN: anyone,
    May.STEER_CAMPAIGN: lead,
    May.HAND_OVER_CAMPAIGN: lead | leading_coordinator,
    May.SEE_PARTNERS: lead | leading_coordinator,
    May.INVITE_PARTNERS: lead,
    May.REVOKE_INVITATION: lead,
    May.ANSWER_INVITATION: invited_partner,
    May.SEE_INVITATION: invited_partner | lead | leading_coordinator,
    May.GIVE_LATE_LINK: lead,
    May.LIST_CANDIDATES: mediator,
    May.KEEP_CANDIDATES: mediator,
    May.SEE_CANDIDATE: own_mediator,
    May.CHANGE_CANDIDATE: jobcoach | own_coordinator,
    May.NOMINATE: invited_partner,
    May.SEE_NOMINATION: own_mediator | lead | leading_coordinator,
    May.CHANGE_NOMINATION: jobcoach | own_coordinator,
    May.SEE_LOOKS: own_mediator,
    May.SEE_SHARING: own_mediator,
    May.WITHDRAW_NOMINATION: jobcoach | own_coordinator,
    May.SEE_NOMINATIONS: lead | leading_coordinator,
    May.SEE_INTRODUCTIONS: employer,
    May.FOLLOW_CANDIDATES: mediator,
    May.STATE_MILESTONE: jobcoach | own_coordinator | lead,
    May.ARCHIVE_NOMINATION: jobcoach | own_coordinator | lead,
    May.HAND_OVER_NOMINATION: jobcoach | own_coordinator,
    May.ARRANGE_MILESTONES: lead,
    May.SEE_PACE: lead | leading_coordinator,
    May.SEE_RECOGNITION: mediator,
    May.CHOOSE_NOTICES: mediator,
    May.SEE_DOUBLES: mediator,
    May.MERGE_CANDIDATES: jobcoach | own_coordinator,
    May.READ_DOCUMENT: anyone,
    May.SEE_INTERVIEWS: lead | leading_coordinator,
    May.SEE_INTERVIEW: own_mediator | lead | leading_coordinator | interviewer,
    May.PLAN_INTERVIEW: lead | leading_coordinator,
    May.REPORT_INTERVIEW: lead | leading_coordinator | interviewer,
    May.SEE_PRESELECTIONS: lead | leading_coordinator,
    May.PRESELECT: lead | leading_coordinator,
    May.SEE_PRESELECTION: own_mediator | lead | leading_coordinator,
    May.TELL_PRESELECTION: jobcoach | own_coordinator,
    May.SEE_DAY: anyone,
    May.PLAN_DAY: lead,
    May.SEE_PLANNING: lead | leading_coordinator,
    May.STEER_DAY: lead,
    May.CHECK_IN: lead | leading_coordinator,
    May.INFORM_CANDIDATE: jobcoach | own_coordinator,
    May.GIVE_OWN_DAY: jobcoach | own_coordinator,
    May.NOTE_ELSEWHERE: mediator,
    May.NOTE_ABOUT: own_mediator,
    May.PAIR_TABLETS: lead,
    May.SET_CRITERIA: lead,
    May.SEE_SCORES: lead | employer,
    May.TYPE_IN_SHEET: lead | employer,
    May.TYPE_IN_TEST: lead,
    May.RATE_TEST: lead | employer,
    May.DECIDE: lead | employer,
    May.PUBLISH_DECISIONS: lead,
    May.SEE_RELAYS: lead | leading_coordinator,
    May.SEE_OWN_RELAYS: coordinator,
    May.TELL_CANDIDATE: jobcoach | own_coordinator,
    May.SEE_INTERNSHIP: own_mediator | lead | leading_coordinator | employer,
    May.PLAN_INTERNSHIP: jobcoach | own_coordinator,
    May.FOLLOW_UP: jobcoach | own_coordinator,
    May.READ_FOLLOW_UPS: own_mediator | lead | leading_coordinator,
    May.EVALUATE_AS_JOBCOACH: jobcoach | own_coordinator,
    May.EVALUATE_AS_EMPLOYER: employer,
    May.SETTLE_OUTCOME: lead | employer,
    May.REQUEST_MEASURES: employer,
    May.SEE_CAMPAIGN_MAIL: lead | leading_coordinator,
    May.SEND_AGAIN: lead | administrator,
    May.STOP_BATCH: lead,
    May.SEE_ALL_MAIL: administrator,
    May.REVIEW_LOOKS: privacy_officer,
    May.LIST_TERMS: mediator | privacy_officer,
    May.SEE_TERMS: own_mediator | own_privacy_officer,
    May.HOLD_FILE: own_coordinator | own_privacy_officer,
    May.ERASE_FILE: own_coordinator | own_privacy_officer,
    May.SEE_CERTIFICATES: coordinator | privacy_officer,
    May.FIND_PRIVACY_FILES: privacy_officer,
    May.SEE_PRIVACY_FILE: own_mediator | own_privacy_officer,
    May.KEEP_CONSENT: jobcoach | own_coordinator,
    May.RESTRICT_CANDIDATE: own_coordinator | own_privacy_officer,
    May.EXPORT_CANDIDATE: jobcoach | own_coordinator | own_privacy_officer,
    May.CHANGE_NOTICE: coordinator | privacy_officer,
    May.LIST_TEXTS: mediator | administrator,
    May.SEE_TEXT: mediator | administrator,
    May.CHANGE_TEXT: coordinator_of_its_organisation,
}


def may(person: Any, permission: May, thing: Any = None) -> bool:
    """Whether a person may do this to a thing that he or she can see."""
    return bool(person.active) and PERMISSIONS[permission](person, thing)
