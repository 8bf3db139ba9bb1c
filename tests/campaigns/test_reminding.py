"""Reminders, by hand and by the clock; more time for one partner (req Y-1, Y-6, Y-14)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from portal import clock as portal_clock
from portal.actions.campaigns import close_campaign
from portal.actions.partners import answer_invitation, invite_partner
from portal.actions.reminding import running
from portal.actions.reminding.partners import remind_of_deadlines, remind_of_info_sessions
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from tests.campaigns.scene import Cast, all_left, mails_to, own_invitation_of
from tests.clock import BRUSSELS, Clock
from tests.person import Person

SignedIn = Callable[[str], Person]


@pytest.fixture
def sams(cast: Cast, campaign: Campaign) -> Invitation:
    """Sam was asked and has not answered."""
    return invite_partner(
        campaign, by=cast.lotte, email="sam@kompas.example", name="Sam Dewolf", organisation=cast.kompas
    )


@pytest.fixture
def pims(cast: Cast, campaign: Campaign) -> Invitation:
    """Pim takes part, comes to the info session, and has put nobody forward."""
    invitation = invite_partner(
        campaign, by=cast.lotte, email=cast.pim.email, name="Pim Peeters", organisation=cast.kompas
    )
    answer_invitation(invitation, by=cast.pim, accepts=True, comes="yes")
    return Invitation.get_by_id(invitation.id)


def put_forward(cast: Cast, invitation: Invitation, state: str = "put_forward") -> Nomination:
    candidate = Candidate.create(organisation=cast.kompas, jobcoach=cast.pim, first_name="Ines", last_name="Proef")
    return Nomination.create(
        campaign=invitation.campaign_id,
        candidate=candidate,
        invitation=invitation,
        organisation=cast.kompas,
        jobcoach=cast.pim,
        state=state,
    )


def tick() -> dict[str, int]:
    return running.run_due(portal_clock.now())


def reminders_to(address: str) -> list[str]:
    return [
        one.row.template.removeprefix("campaigns/")
        for one in mails_to(address)
        if one.row.template.endswith("reminded")
    ]


def test_the_lead_reminds_by_hand_and_the_date_is_shown(
    cast: Cast, campaign: Campaign, sams: Invitation, signed_in: SignedIn
):
    all_left()
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners")
    page = lotte.clicks("Herinner Sam Dewolf")
    assert "Sam Dewolf krijgt een herinnering." in page
    assert "dinsdag 17 november, 10.00 uur" in page
    invited, reminded = mails_to(sams.email)
    assert reminded.row.template == "campaigns/partner_reminded"
    assert reminded.event["UID"] == invited.event["UID"]
    assert reminded.event["SEQUENCE"] == 0


def test_a_second_reminder_within_a_day_is_refused(
    cast: Cast, campaign: Campaign, sams: Invitation, signed_in: SignedIn, clock: Clock
):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners")
    page = lotte.clicks("Herinner Sam Dewolf")
    assert "Herinner Sam Dewolf" not in page.buttons
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite")
    page = lotte.sends(f"/invitations/{sams.public_id}/remind", expect=409)
    assert "in de laatste 24 uur al een herinnering" in page
    assert len(reminders_to(sams.email)) == 1
    clock.advance(hours=24)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite")
    lotte.sends(f"/invitations/{sams.public_id}/remind")
    assert len(reminders_to(sams.email)) == 2


def test_the_link_in_a_reminder_works_and_the_old_one_too(
    cast: Cast, campaign: Campaign, sams: Invitation, signed_in: SignedIn, visitor: Person
):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners")
    lotte.clicks("Herinner Sam Dewolf")
    for mail in mails_to(sams.email):
        visitor.visits(mail.link)


def test_who_declined_is_not_reminded(cast: Cast, campaign: Campaign, sams: Invitation, signed_in: SignedIn):
    answer_invitation(sams, by=None, accepts=False)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite")
    assert "doet niet mee" in lotte.sends(f"/invitations/{sams.public_id}/remind", expect=409)


def test_the_clock_reminds_once_three_days_before_the_info_session(
    cast: Cast, campaign: Campaign, sams: Invitation, clock: Clock
):
    clock.go_to(datetime(2026, 11, 21, 9, 59, tzinfo=BRUSSELS))
    tick()
    assert reminders_to(sams.email) == []
    clock.go_to(datetime(2026, 11, 21, 10, 0, tzinfo=BRUSSELS))
    assert tick()["remind_of_info_sessions"] == 1
    assert tick()["remind_of_info_sessions"] == 0
    clock.go_to(datetime(2026, 11, 23, 10, 0, tzinfo=BRUSSELS))
    assert tick()["remind_of_info_sessions"] == 0
    assert reminders_to(sams.email) == ["partner_reminded"]


def test_a_reminder_by_hand_in_those_days_counts(
    cast: Cast, campaign: Campaign, sams: Invitation, signed_in: SignedIn, clock: Clock
):
    clock.go_to(datetime(2026, 11, 21, 10, 0, tzinfo=BRUSSELS))
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners")
    lotte.clicks("Herinner Sam Dewolf")
    clock.go_to(datetime(2026, 11, 23, 10, 0, tzinfo=BRUSSELS))
    assert remind_of_info_sessions(clock.now()) == 0


def test_a_reminder_by_hand_just_before_keeps_the_clock_quiet_for_a_day(
    cast: Cast, campaign: Campaign, sams: Invitation, signed_in: SignedIn, clock: Clock
):
    clock.go_to(datetime(2026, 11, 21, 9, 0, tzinfo=BRUSSELS))
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/partners")
    lotte.clicks("Herinner Sam Dewolf")
    clock.go_to(datetime(2026, 11, 21, 12, 0, tzinfo=BRUSSELS))
    assert remind_of_info_sessions(clock.now()) == 0
    clock.go_to(datetime(2026, 11, 22, 9, 0, tzinfo=BRUSSELS))
    assert remind_of_info_sessions(clock.now()) == 1


def test_who_was_invited_today_is_not_reminded_yet(cast: Cast, campaign: Campaign, clock: Clock):
    clock.go_to(datetime(2026, 11, 23, 8, 0, tzinfo=BRUSSELS))
    invite_partner(campaign, by=cast.lotte, email="late@kompas.example", name="Late", organisation=cast.kompas)
    assert remind_of_info_sessions(clock.now()) == 0


def test_nobody_is_reminded_of_an_info_session_that_was(cast: Cast, campaign: Campaign, sams: Invitation, clock: Clock):
    clock.go_to(datetime(2026, 11, 24, 10, 1, tzinfo=BRUSSELS))
    assert remind_of_info_sessions(clock.now()) == 0


def test_who_said_whether_he_comes_is_left_in_peace(cast: Cast, campaign: Campaign, pims: Invitation, clock: Clock):
    clock.go_to(datetime(2026, 11, 22, 10, 0, tzinfo=BRUSSELS))
    assert remind_of_info_sessions(clock.now()) == 0


# req 001-13
def test_the_clock_reminds_of_the_deadline_who_put_nobody_forward(
    cast: Cast, campaign: Campaign, pims: Invitation, clock: Clock
):
    clock.go_to(datetime(2026, 12, 2, 16, 59, tzinfo=BRUSSELS))
    assert remind_of_deadlines(clock.now()) == 0
    clock.go_to(datetime(2026, 12, 2, 17, 0, tzinfo=BRUSSELS))
    assert remind_of_deadlines(clock.now()) == 1
    assert remind_of_deadlines(clock.now()) == 0
    (mail,) = mails_to(pims.email, "deadline_reminded")
    assert "zaterdag 5 december 2026, 17.00 uur" in mail.text
    assert mail.link == f"/invitations/{pims.public_id}/nominations"
    assert mail.row.expires_at == datetime(2026, 12, 5, 16, 0, tzinfo=UTC)


def test_a_candidate_put_forward_by_a_colleague_is_enough(
    cast: Cast, campaign: Campaign, pims: Invitation, sams: Invitation, clock: Clock
):
    answer_invitation(sams, by=None, accepts=True, comes="no")
    put_forward(cast, sams)
    clock.go_to(datetime(2026, 12, 3, 9, 0, tzinfo=BRUSSELS))
    assert remind_of_deadlines(clock.now()) == 0


def test_a_draft_is_not_put_forward(cast: Cast, campaign: Campaign, pims: Invitation, clock: Clock):
    put_forward(cast, pims, state="draft")
    clock.go_to(datetime(2026, 12, 3, 9, 0, tzinfo=BRUSSELS))
    assert remind_of_deadlines(clock.now()) == 1


def test_the_lead_is_not_reminded_of_the_own_campaign(cast: Cast, campaign: Campaign, clock: Clock):
    clock.go_to(datetime(2026, 12, 3, 9, 0, tzinfo=BRUSSELS))
    assert remind_of_deadlines(clock.now()) == 0


def test_a_closed_campaign_reminds_nobody(cast: Cast, campaign: Campaign, sams: Invitation, clock: Clock):
    close_campaign(campaign, by=cast.lotte)
    clock.go_to(datetime(2026, 11, 22, 10, 0, tzinfo=BRUSSELS))
    assert remind_of_info_sessions(clock.now()) == 0


def test_a_task_that_fails_does_not_hold_up_the_others(
    cast: Cast, campaign: Campaign, sams: Invitation, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    def broken(now: datetime) -> int:
        raise LookupError("on purpose")

    monkeypatch.setattr(running, "CLOCK_TASKS", [broken, remind_of_info_sessions])
    clock.go_to(datetime(2026, 11, 22, 10, 0, tzinfo=BRUSSELS))
    assert tick() == {"broken": -1, "remind_of_info_sessions": 1}


def test_one_partner_gets_more_time_by_a_late_link(
    cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn, clock: Clock
):
    clock.go_to(datetime(2026, 12, 6, 9, 0, tzinfo=BRUSSELS))
    lotte = signed_in("lotte")
    lotte.visits(f"/invitations/{pims.public_id}")
    lotte.clicks("Geef meer tijd")
    page = lotte.fills_in(until_on=date(2026, 12, 8), until_time=time(12))
    assert "meer tijd tot dinsdag 8 december, 12.00 uur" in page
    assert own_invitation_of(campaign, pims.email).late_until == datetime(2026, 12, 8, 11, 0, tzinfo=UTC)
    (mail,) = mails_to(pims.email, "late_granted")
    assert "dinsdag 8 december 2026, 12.00 uur" in mail.text
    assert mail.link == f"/invitations/{pims.public_id}/nominations"
    assert "jij mag nog voordragen" in signed_in("pim").visits(f"/campaigns/{campaign.public_id}")


@pytest.mark.parametrize(
    ("day", "status", "sentence"),
    [
        (date(2026, 12, 5), 409, "Kies een moment dat nog moet komen."),
        ("", 200, "Kies een dag."),
    ],
)
def test_more_time_lies_ahead(
    cast: Cast,
    campaign: Campaign,
    pims: Invitation,
    signed_in: SignedIn,
    clock: Clock,
    day: object,
    status: int,
    sentence: str,
):
    clock.go_to(datetime(2026, 12, 6, 9, 0, tzinfo=BRUSSELS))
    lotte = signed_in("lotte")
    lotte.visits(f"/invitations/{pims.public_id}/more-time")
    assert sentence in lotte.fills_in(until_on=day, until_time=time(12), expect=status)
    assert own_invitation_of(campaign, pims.email).late_until is None


def test_more_time_before_the_deadline_makes_no_sense(
    cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn
):
    lotte = signed_in("lotte")
    lotte.visits(f"/invitations/{pims.public_id}/more-time")
    page = lotte.fills_in(until_on=date(2026, 12, 1), until_time=time(12), expect=409)
    assert "na de uiterste dag" in page


def test_more_time_is_for_who_takes_part(cast: Cast, campaign: Campaign, sams: Invitation, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/invitations/{sams.public_id}/more-time")
    page = lotte.fills_in(until_on=date(2026, 12, 8), until_time=time(12), expect=409)
    assert "doet (nog) niet mee" in page


def test_only_the_lead_gives_more_time(cast: Cast, campaign: Campaign, pims: Invitation, signed_in: SignedIn):
    signed_in("pim").visits(f"/invitations/{pims.public_id}/more-time", expect=403)
    signed_in("karel").visits(f"/invitations/{pims.public_id}/more-time", expect=403)
    signed_in("joke").visits(f"/invitations/{pims.public_id}/more-time", expect=404)
