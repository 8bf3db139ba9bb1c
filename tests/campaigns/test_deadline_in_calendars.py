"""The last moment to put candidates forward, in the calendar of each partner who takes part."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.actions.campaigns import cancel_campaign, close_campaign, reopen_campaign, set_dates
from portal.actions.partners import answer_invitation, give_more_time, invite_partner, revoke_invitation
from portal.models.campaigns import Campaign, Invitation
from portal.rules.campaigns import dates_of
from tests.calendar.posted import all_left, told
from tests.campaigns.scene import Cast, mails_to, own_invitation_of
from tests.clock import Clock

PIM = "pim@mensen.example"
CLOSES = datetime(2026, 12, 5, 16, tzinfo=UTC)
KINDS = ("campaigns/deadline_planned", "campaigns/deadline_moved", "campaigns/deadline_cancelled")


@pytest.fixture
def pims(cast: Cast, campaign: Campaign) -> Invitation:
    """Pim takes part and comes to the info session; everything is sent."""
    invitation = invite_partner(campaign, by=cast.lotte, email=PIM, name="Pim Peeters", organisation=cast.kompas)
    all_left()
    answer_invitation(invitation, by=cast.pim, accepts=True, comes="yes")
    all_left()
    return own_invitation_of(campaign, PIM)


def move_deadline(campaign: Campaign, cast: Cast, days: int) -> None:
    dates = dates_of(campaign)
    assert dates.nominations_close_at is not None
    set_dates(
        campaign, replace(dates, nominations_close_at=dates.nominations_close_at + timedelta(days=days)), by=cast.lotte
    )


# req 001-13, Y-13
def test_who_takes_part_has_the_deadline_as_a_moment_that_asks_no_answer(cast: Cast, pims: Invitation):
    (planned,) = told(PIM, "campaigns/deadline_planned")
    assert (planned.starts, planned.ends) == (CLOSES - timedelta(minutes=30), CLOSES)
    assert (planned.sequence, planned.cancelled, planned.asks) == (0, False, "FALSE")
    assert planned.event.value("TRANSP") == "TRANSPARENT"
    assert planned.event.one("DTSTART").params["TZID"] == "Europe/Brussels"
    assert planned.summary == "Uiterste moment: kandidaten voordragen voor Bakkerij De Ster"
    assert "zaterdag 5 december 2026, 17.00 uur" in planned.text
    assert "Lotte Maes" in planned.text


def test_the_two_mails_of_taking_part_do_not_repeat_each_other(cast: Cast, pims: Invitation):
    (accepted,) = mails_to(PIM, "answer_accepted")
    (planned,) = told(PIM, "campaigns/deadline_planned")
    assert "5 december" not in accepted.text
    assert "De uiterste dag krijg je in een aparte mail, voor je agenda." in " ".join(accepted.text.split())
    assert "cv" not in planned.text


def test_nobody_has_it_before_taking_part_and_the_lead_has_none(cast: Cast, campaign: Campaign):
    invite_partner(campaign, by=cast.lotte, email=PIM, name="Pim Peeters", organisation=cast.kompas)
    assert told(PIM, "campaigns/deadline_planned") == []
    assert told(cast.lotte.email, "campaigns/deadline_planned") == []


def test_another_deadline_moves_it_with_one_mail(cast: Cast, campaign: Campaign, pims: Invitation, clock: Clock):
    clock.advance(hours=1)
    move_deadline(campaign, cast, 2)
    planned, moved = [one for one in told(PIM) if one.template in KINDS]
    assert (moved.template, moved.uid, moved.sequence) == ("campaigns/deadline_moved", planned.uid, 1)
    assert moved.ends == CLOSES + timedelta(days=2)
    assert moved.stamp > planned.stamp
    assert mails_to(PIM, "dates_changed") == []


def test_dates_that_change_both_are_two_mails_that_do_not_repeat_each_other(
    cast: Cast, campaign: Campaign, pims: Invitation
):
    at: datetime = campaign.info_session_at + timedelta(days=1)  # type: ignore[assignment]
    set_dates(campaign, replace(dates_of(campaign), info_session_at=at), by=cast.lotte)
    (session,) = told(PIM, "campaigns/dates_changed")
    (deadline,) = told(PIM, "campaigns/deadline_moved")
    assert session.uid != deadline.uid
    assert deadline.ends == CLOSES + timedelta(days=1)
    assert "zondag 6 december 2026, 17.00 uur" not in session.text
    assert "zondag 6 december 2026, 17.00 uur" in deadline.text


def test_who_has_not_answered_reads_the_deadline_with_the_new_dates(cast: Cast, campaign: Campaign):
    invite_partner(campaign, by=cast.lotte, email=PIM, name="Pim Peeters", organisation=cast.kompas)
    all_left()
    move_deadline(campaign, cast, 2)
    (mail,) = mails_to(PIM, "dates_changed")
    assert "maandag 7 december 2026, 17.00 uur" in mail.text
    assert told(PIM, "campaigns/deadline_moved") == []


# req Y-6
def test_more_time_moves_it_for_that_partner_in_the_mail_that_says_so(cast: Cast, campaign: Campaign, pims: Invitation):
    give_more_time(pims, datetime(2026, 12, 9, 11, tzinfo=UTC), by=cast.lotte)
    (late,) = told(PIM, "campaigns/late_granted")
    assert (late.sequence, late.ends, late.asks) == (1, datetime(2026, 12, 9, 11, tzinfo=UTC), "FALSE")
    move_deadline(campaign, cast, 1)
    assert told(PIM, "campaigns/deadline_moved") == []  # the own moment is later still


def test_who_steps_out_has_it_no_longer_and_who_comes_back_gets_it_again(
    cast: Cast, campaign: Campaign, pims: Invitation
):
    answer_invitation(pims, by=cast.pim, accepts=False)
    (declined,) = told(PIM, "campaigns/answer_declined")
    (gone,) = told(PIM, "campaigns/deadline_cancelled")
    assert (declined.cancelled, gone.cancelled, gone.sequence) == (True, True, 1)
    assert gone.ends == CLOSES
    all_left()
    answer_invitation(own_invitation_of(campaign, PIM), by=cast.pim, accepts=True, comes="yes")
    again = told(PIM, "campaigns/deadline_planned")[-1]
    assert (again.uid, again.sequence, again.cancelled) == (gone.uid, 2, False)


def test_without_an_info_session_ahead_the_mail_that_says_it_carries_the_cancellation(
    cast: Cast, campaign: Campaign, pims: Invitation, clock: Clock
):
    clock.advance(days=8)
    answer_invitation(pims, by=cast.pim, accepts=False)
    (declined,) = told(PIM, "campaigns/answer_declined")
    assert declined.summary.startswith("Uiterste moment")
    assert told(PIM, "campaigns/deadline_cancelled") == []


def test_who_takes_part_after_the_deadline_gets_none_and_is_promised_none(cast: Cast, campaign: Campaign, clock: Clock):
    invitation = invite_partner(campaign, by=cast.lotte, email=PIM, name="Pim Peeters", organisation=cast.kompas)
    clock.advance(days=20)
    answer_invitation(invitation, by=cast.pim, accepts=True)
    (accepted,) = mails_to(PIM, "answer_accepted")
    assert "aparte mail" not in accepted.text
    assert [one.template for one in told(PIM) if one.template in KINDS] == []


@pytest.mark.parametrize("ending", ["revoke", "close", "cancel"])
def test_it_goes_when_the_partner_or_the_campaign_goes(cast: Cast, campaign: Campaign, pims: Invitation, ending: str):
    if ending == "revoke":
        revoke_invitation(pims, by=cast.lotte)
    elif ending == "close":
        close_campaign(campaign, by=cast.lotte)
    else:
        cancel_campaign(campaign, "De bakkerij sluit.", by=cast.lotte)
    (gone,) = told(PIM, "campaigns/deadline_cancelled")
    assert (gone.cancelled, gone.sequence) == (True, 1)
    session = [one for one in told(PIM) if one.cancelled and one.uid != gone.uid]
    assert [one.template for one in session] == [
        {
            "revoke": "campaigns/invitation_revoked",
            "close": "campaigns/campaign_closed",
            "cancel": "campaigns/campaign_cancelled",
        }[ending]
    ]


def test_a_campaign_that_opens_again_brings_everything_back(cast: Cast, campaign: Campaign, pims: Invitation):
    close_campaign(campaign, by=cast.lotte)
    all_left()
    reopen_campaign(campaign, by=cast.lotte)
    assert [(one.sequence, one.cancelled) for one in told(PIM)[-2:]] == [(2, False), (2, False)]
    assert {one.template for one in told(PIM)[-2:]} == {"campaigns/session_joined", "campaigns/deadline_planned"}


def test_another_number_to_call_is_no_other_deadline(cast: Cast, campaign: Campaign, pims: Invitation, clock: Clock):
    clock.advance(hours=1)
    cast.lotte.change(phone="+32 9 765 43 21")
    fresh = Campaign.get_by_id(campaign.id)
    at = fresh.info_session_at + timedelta(hours=1)
    set_dates(fresh, replace(dates_of(fresh), info_session_at=at), by=cast.lotte)
    (moved,) = told(PIM, "campaigns/deadline_moved")
    assert (moved.sequence, moved.ends) == (0, CLOSES)
    assert "+32 9 765 43 21" in moved.event.value("DESCRIPTION")
