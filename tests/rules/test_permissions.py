"""Every permission × everyone: who may, written down by hand beside the sentences.

The thing is always the nomination of a partner's candidate in a campaign, or what hangs on it; the finder has already
decided
who can see it.
"""

from types import SimpleNamespace as Thing

import pytest

from portal.rules.permissions import PERMISSIONS, May, may
from portal.rules.roles import Role

LEADING, PARTNER, OTHER_PARTNER, EMPLOYER, OTHER_EMPLOYER = range(1, 6)


def _person(number: int, role: Role, organisation: int, active: bool = True) -> Thing:
    return Thing(id=number, role=role, organisation_id=organisation, active=active)


CAST = {
    "lead": _person(1, Role.MEDIATOR, LEADING),
    "lead's colleague": _person(2, Role.MEDIATOR, LEADING),
    "lead's coordinator": _person(3, Role.COORDINATOR, LEADING),
    "jobcoach": _person(4, Role.MEDIATOR, PARTNER),
    "jobcoach's colleague": _person(5, Role.MEDIATOR, PARTNER),
    "jobcoach's coordinator": _person(6, Role.COORDINATOR, PARTNER),
    "other partner": _person(7, Role.MEDIATOR, OTHER_PARTNER),
    "other coordinator": _person(8, Role.COORDINATOR, OTHER_PARTNER),
    "employer": _person(9, Role.EMPLOYER, EMPLOYER),
    "other employer": _person(10, Role.EMPLOYER, OTHER_EMPLOYER),
    "privacy officer": _person(11, Role.PRIVACY_OFFICER, LEADING),
    "administrator": _person(12, Role.ADMINISTRATOR, LEADING),
    "partner's privacy officer": _person(13, Role.PRIVACY_OFFICER, PARTNER),
}
CAMPAIGN = Thing(id=1, lead_id=1, organisation_id=LEADING, employer_id=EMPLOYER)
NOMINATION = Thing(candidate_id=1, campaign=CAMPAIGN, organisation_id=PARTNER, jobcoach_id=4)
INVITATION = Thing(campaign=CAMPAIGN, organisation_id=PARTNER)
INTERNSHIP = Thing(nomination=NOMINATION, jobcoach_id=4)
TEXT = Thing(organisation_id=LEADING)
INTERVIEW = Thing(nomination=NOMINATION, interviewer_id=2)
HOLD = Thing(candidate_id=1, candidate=Thing(organisation_id=PARTNER, jobcoach_id=4))
RELAY = Thing(decision=Thing(nomination=NOMINATION), jobcoach_id=4)

EVERYONE = set(CAST)
LEAD = {"lead"}
LEAD_SIDE = {"lead", "lead's coordinator"}
COACH_SIDE = {"jobcoach", "jobcoach's coordinator"}
PARTNER_SIDE = COACH_SIDE | {"jobcoach's colleague"}
PRIVACY = {"privacy officer", "partner's privacy officer"}
MEDIATORS = {name for name, one in CAST.items() if one.role in (Role.MEDIATOR, Role.COORDINATOR)}

EXPECTED: dict[May, tuple[Thing | None, set[str]]] = {
    May.SEE_HOME: (None, EVERYONE),
    May.CHANGE_OWN_PROFILE: (None, EVERYONE),
    May.KEEP_OWN_CALENDAR: (None, EVERYONE),
    May.ANSWER_APPOINTMENT: (None, EVERYONE),
    May.SETTLE_ANSWERS: (None, MEDIATORS | {"administrator"}),
    May.SEE_ANSWERS: (CAMPAIGN, LEAD_SIDE),
    May.REMIND_UNANSWERED: (CAMPAIGN, LEAD),
    May.ADMINISTER_ACCOUNTS: (None, {"administrator"}),
    May.ADMINISTER_ORGANISATIONS: (None, {"administrator"}),
    May.ADMINISTER_MEASURES: (None, {"administrator"}),
    May.SEE_DIRECTORY: (None, MEDIATORS | {"administrator"}),
    May.KEEP_DIRECTORY: (None, MEDIATORS | {"administrator"}),
    May.LOG_CONTACT: (None, MEDIATORS),
    May.LIST_CAMPAIGNS: (None, EVERYONE),
    May.OPEN_CAMPAIGN: (None, MEDIATORS),
    May.SEE_CAMPAIGN: (CAMPAIGN, EVERYONE),
    May.STEER_CAMPAIGN: (CAMPAIGN, LEAD),
    May.HAND_OVER_CAMPAIGN: (CAMPAIGN, LEAD_SIDE),
    May.SEE_PARTNERS: (CAMPAIGN, LEAD_SIDE),
    May.INVITE_PARTNERS: (CAMPAIGN, LEAD),
    May.REVOKE_INVITATION: (INVITATION, LEAD),
    May.ANSWER_INVITATION: (INVITATION, PARTNER_SIDE),
    May.SEE_INVITATION: (INVITATION, PARTNER_SIDE | LEAD_SIDE),
    May.GIVE_LATE_LINK: (INVITATION, LEAD),
    May.LIST_CANDIDATES: (None, MEDIATORS),
    May.KEEP_CANDIDATES: (None, MEDIATORS),
    May.SEE_CANDIDATE: (NOMINATION, PARTNER_SIDE),
    May.CHANGE_CANDIDATE: (NOMINATION, COACH_SIDE),
    May.NOMINATE: (INVITATION, PARTNER_SIDE),
    May.SEE_NOMINATION: (NOMINATION, PARTNER_SIDE | LEAD_SIDE),
    May.CHANGE_NOMINATION: (NOMINATION, COACH_SIDE),
    May.WITHDRAW_NOMINATION: (NOMINATION, COACH_SIDE),
    May.SEE_LOOKS: (NOMINATION, PARTNER_SIDE),
    May.SEE_SHARING: (NOMINATION, PARTNER_SIDE),
    May.SEE_NOMINATIONS: (CAMPAIGN, LEAD_SIDE),
    May.SEE_INTRODUCTIONS: (CAMPAIGN, {"employer"}),
    May.READ_DOCUMENT: (NOMINATION, EVERYONE),
    May.SEE_INTERVIEWS: (CAMPAIGN, LEAD_SIDE),
    May.SEE_INTERVIEW: (INTERVIEW, PARTNER_SIDE | LEAD_SIDE | {"lead's colleague"}),
    May.PLAN_INTERVIEW: (NOMINATION, LEAD_SIDE),
    May.REPORT_INTERVIEW: (INTERVIEW, LEAD_SIDE | {"lead's colleague"}),
    May.SEE_PRESELECTIONS: (CAMPAIGN, LEAD_SIDE),
    May.PRESELECT: (NOMINATION, LEAD_SIDE),
    May.SEE_PRESELECTION: (NOMINATION, LEAD_SIDE | PARTNER_SIDE),
    May.TELL_PRESELECTION: (NOMINATION, COACH_SIDE),
    May.FOLLOW_CANDIDATES: (None, MEDIATORS),
    May.STATE_MILESTONE: (NOMINATION, COACH_SIDE | LEAD),
    May.ARCHIVE_NOMINATION: (NOMINATION, COACH_SIDE | LEAD),
    May.HAND_OVER_NOMINATION: (NOMINATION, COACH_SIDE),
    May.ARRANGE_MILESTONES: (CAMPAIGN, LEAD),
    May.SEE_PACE: (CAMPAIGN, LEAD_SIDE),
    May.SEE_RECOGNITION: (CAMPAIGN, MEDIATORS),
    May.CHOOSE_NOTICES: (None, MEDIATORS),
    May.SEE_DOUBLES: (None, MEDIATORS),
    May.MERGE_CANDIDATES: (NOMINATION, COACH_SIDE),
    May.GIVE_OWN_DAY: (NOMINATION, COACH_SIDE),
    May.NOTE_ELSEWHERE: (None, MEDIATORS),
    May.NOTE_ABOUT: (NOMINATION, PARTNER_SIDE),
    May.SEE_DAY: (CAMPAIGN, EVERYONE),
    May.PLAN_DAY: (CAMPAIGN, LEAD),
    May.STEER_DAY: (CAMPAIGN, LEAD),
    May.SEE_PLANNING: (CAMPAIGN, LEAD_SIDE),
    May.CHECK_IN: (CAMPAIGN, LEAD_SIDE),
    May.INFORM_CANDIDATE: (NOMINATION, COACH_SIDE),
    May.PAIR_TABLETS: (CAMPAIGN, LEAD),
    May.SET_CRITERIA: (CAMPAIGN, LEAD),
    May.SEE_SCORES: (CAMPAIGN, LEAD | {"employer"}),
    May.TYPE_IN_SHEET: (NOMINATION, LEAD | {"employer"}),
    May.TYPE_IN_TEST: (NOMINATION, LEAD),
    May.RATE_TEST: (NOMINATION, LEAD | {"employer"}),
    May.DECIDE: (NOMINATION, LEAD | {"employer"}),
    May.PUBLISH_DECISIONS: (CAMPAIGN, LEAD),
    May.SEE_RELAYS: (CAMPAIGN, LEAD_SIDE),
    May.SEE_OWN_RELAYS: (None, {name for name, one in CAST.items() if one.role == Role.COORDINATOR}),
    May.TELL_CANDIDATE: (RELAY, COACH_SIDE),
    May.SEE_INTERNSHIP: (INTERNSHIP, PARTNER_SIDE | LEAD_SIDE | {"employer"}),
    May.PLAN_INTERNSHIP: (INTERNSHIP, COACH_SIDE),
    May.FOLLOW_UP: (INTERNSHIP, COACH_SIDE),
    May.READ_FOLLOW_UPS: (INTERNSHIP, PARTNER_SIDE | LEAD_SIDE),
    May.EVALUATE_AS_JOBCOACH: (INTERNSHIP, COACH_SIDE),
    May.EVALUATE_AS_EMPLOYER: (INTERNSHIP, {"employer"}),
    May.SETTLE_OUTCOME: (INTERNSHIP, LEAD | {"employer"}),
    May.REQUEST_MEASURES: (INTERNSHIP, {"employer"}),
    May.SEE_CAMPAIGN_MAIL: (CAMPAIGN, LEAD_SIDE),
    May.SEND_AGAIN: (CAMPAIGN, LEAD | {"administrator"}),
    May.STOP_BATCH: (CAMPAIGN, LEAD),
    May.SEE_ALL_MAIL: (None, {"administrator"}),
    May.REVIEW_LOOKS: (None, PRIVACY),
    May.LIST_TERMS: (None, MEDIATORS | PRIVACY),
    May.SEE_TERMS: (HOLD, PARTNER_SIDE | {"partner's privacy officer"}),
    May.HOLD_FILE: (HOLD, {"jobcoach's coordinator", "partner's privacy officer"}),
    May.ERASE_FILE: (NOMINATION, {"jobcoach's coordinator", "partner's privacy officer"}),
    May.SEE_CERTIFICATES: (None, {name for name in MEDIATORS if "coordinator" in name} | PRIVACY),
    May.FIND_PRIVACY_FILES: (None, PRIVACY),
    May.SEE_PRIVACY_FILE: (NOMINATION, PARTNER_SIDE | {"partner's privacy officer"}),
    May.KEEP_CONSENT: (NOMINATION, COACH_SIDE),
    May.RESTRICT_CANDIDATE: (NOMINATION, {"jobcoach's coordinator", "partner's privacy officer"}),
    May.EXPORT_CANDIDATE: (NOMINATION, COACH_SIDE | {"partner's privacy officer"}),
    May.CHANGE_NOTICE: (None, PRIVACY | {"lead's coordinator", "jobcoach's coordinator", "other coordinator"}),
    May.LIST_TEXTS: (None, MEDIATORS | {"administrator"}),
    May.SEE_TEXT: (TEXT, MEDIATORS | {"administrator"}),
    May.CHANGE_TEXT: (TEXT, {"lead's coordinator"}),
}


def test_each_permission_has_a_sentence_and_an_expectation() -> None:
    assert set(PERMISSIONS) == set(May) == set(EXPECTED)


@pytest.mark.parametrize("permission", May)
def test_exactly_these_people_may(permission: May) -> None:
    thing, allowed = EXPECTED[permission]
    assert {name for name, person in CAST.items() if may(person, permission, thing)} == allowed


@pytest.mark.parametrize("permission", May)
def test_nobody_may_anything_with_an_account_that_is_switched_off(permission: May) -> None:
    thing, _ = EXPECTED[permission]
    away = [Thing(**vars(person) | {"active": False}) for person in CAST.values()]
    assert not any(may(person, permission, thing) for person in away)


def test_a_lead_of_one_campaign_is_nobody_special_in_another() -> None:
    another = Thing(id=2, lead_id=7, organisation_id=OTHER_PARTNER, employer_id=OTHER_EMPLOYER)
    assert not may(CAST["lead"], May.STEER_CAMPAIGN, another)
    assert may(CAST["other partner"], May.STEER_CAMPAIGN, another)
