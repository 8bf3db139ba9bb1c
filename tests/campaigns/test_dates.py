"""Dates: their defaults, moving them, and the calendars of partners."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from portal.actions.campaigns import set_dates
from portal.actions.partners import answer_invitation, invite_partner
from portal.actions.selection_days import set_up_day
from portal.models.campaigns import Campaign
from portal.models.selection_days import SelectionDay
from portal.rules.campaigns import Dates, dates_of
from portal.rules.refusals import Refused
from tests.campaigns.scene import (
    Cast,
    all_left,
    draft_campaign,
    mails_to,
    own_invitation_of,
    ready_campaign,
    session_dates,
)
from tests.person import Person

SignedIn = Callable[[str], Person]


# req 001-13
def test_the_date_of_the_info_session_sets_all_the_others(cast: Cast, signed_in: SignedIn):
    campaign = draft_campaign(cast)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    page = lotte.fills_in(info_session_on=date(2026, 11, 24), info_session_time=time(10))
    fresh = Campaign.get_by_id(campaign.id)
    assert fresh.info_session_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert fresh.nominations_open_at == datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
    assert fresh.nominations_close_at == datetime(2026, 12, 5, 16, 0, tzinfo=UTC)
    assert fresh.selection_day_on == date(2026, 12, 11)
    assert fresh.internship_starts_on == date(2026, 12, 21)
    assert "zaterdag 5 december, 17.00 uur" in page
    assert "vrijdag 11 december" in page


def test_without_an_info_session_nominations_open_now(cast: Cast):
    campaign = ready_campaign(cast, has_info_session=False)
    assert campaign.nominations_open_at == datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    assert campaign.nominations_close_at == datetime(2026, 11, 28, 16, 0, tzinfo=UTC)


def test_dates_that_nobody_chose_move_along(cast: Cast):
    campaign = ready_campaign(cast)
    set_dates(
        campaign,
        Dates(**{**vars(dates_of(campaign)), "info_session_at": session_dates(26).info_session_at}),
        by=cast.lotte,
    )
    assert campaign.nominations_close_at == datetime(2026, 12, 7, 16, 0, tzinfo=UTC)
    assert campaign.selection_day_on == date(2026, 12, 14)


def test_a_date_that_somebody_chose_stays(cast: Cast, signed_in: SignedIn):
    campaign = ready_campaign(cast)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    lotte.fills_in(selection_day_on=date(2026, 12, 17))
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    lotte.fills_in(info_session_on=date(2026, 11, 25))
    fresh = Campaign.get_by_id(campaign.id)
    assert fresh.selection_day_on == date(2026, 12, 17)
    assert fresh.nominations_close_at == datetime(2026, 12, 6, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"info_session_on": date(2027, 3, 28), "info_session_time": time(2, 30)},
            "bestaat niet op 28/03/2027",
        ),
        ({"info_session_on": date(2026, 11, 24), "info_session_time": ""}, "Vul ook het uur in"),
        ({"nominations_close_on": date(2026, 11, 23)}, "moet na de infosessie liggen"),
        ({"selection_day_on": date(2026, 12, 5)}, "Kies een selectiedag na de uiterste dag"),
        ({"internship_starts_on": date(2026, 12, 11)}, "na de selectiedag beginnen"),
        ({"info_session_minutes": 5}, "tussen 15 en 600 minuten"),
        ({"relay_working_days": "veel"}, "Schrijf een getal in cijfers"),
    ],
)
def test_a_date_that_cannot_be_is_marked_at_its_field(
    cast: Cast, signed_in: SignedIn, typed: dict[str, Any], sentence: str
):
    campaign = ready_campaign(cast)
    before = dates_of(campaign)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    page = lotte.fills_in(**typed)
    assert page.title.startswith("Fout:")
    assert sentence in page
    assert dates_of(Campaign.get_by_id(campaign.id)) == before


def test_an_action_refuses_dates_in_a_wrong_order_too(cast: Cast):
    campaign = ready_campaign(cast)
    wrong = Dates(**{**vars(dates_of(campaign)), "selection_day_on": date(2026, 11, 20)})
    with pytest.raises(Refused, match="selectiedag"):
        set_dates(campaign, wrong, by=cast.lotte)


# req 001-10
def test_moving_the_info_session_updates_the_same_appointment(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    invite_partner(campaign, by=cast.lotte, email="sam@kompas.example", name="Sam", organisation=cast.kompas)
    all_left()
    (invited,) = mails_to("sam@kompas.example")
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    lotte.fills_in(info_session_on=date(2026, 11, 25), info_session_time=time(14))
    lotte.fills_in("#send")
    _, moved = mails_to("sam@kompas.example")
    assert moved.row.template == "campaigns/dates_changed"
    assert moved.event["UID"] == invited.event["UID"]
    assert (invited.event["SEQUENCE"], moved.event["SEQUENCE"]) == (0, 1)
    assert moved.event["DTSTART"].dt.isoformat() == "2026-11-25T14:00:00+01:00"
    assert "woensdag 25 november 2026, 14.00–15.30 uur" in moved.text


def test_moving_the_info_session_asks_again_who_comes(cast: Cast, campaign: Campaign):
    invitation = invite_partner(campaign, by=cast.lotte, email=cast.pim.email, name="Pim", organisation=cast.kompas)
    answer_invitation(invitation, by=cast.pim, accepts=True, comes="yes")
    set_dates(
        campaign,
        Dates(**{**vars(dates_of(campaign)), "info_session_at": session_dates(25).info_session_at}),
        by=cast.lotte,
    )
    assert own_invitation_of(campaign, cast.pim.email).comes is None


def test_the_same_dates_again_tell_nobody(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    invite_partner(campaign, by=cast.lotte, email="sam@kompas.example", name="Sam", organisation=cast.kompas)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    lotte.fills_in()
    assert [one.row.template for one in mails_to("sam@kompas.example")] == ["campaigns/partner_invited"]


def test_another_selection_day_is_not_yet_told_to_partners(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    invite_partner(campaign, by=cast.lotte, email="sam@kompas.example", name="Sam", organisation=cast.kompas)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    lotte.fills_in(selection_day_on=date(2026, 12, 17))
    assert len(mails_to("sam@kompas.example")) == 1


# req 001-15
def test_a_selection_day_that_is_planned_moves_along(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    day = set_up_day(campaign, by=cast.lotte)
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    lotte.fills_in(selection_day_on=date(2026, 12, 17))
    assert SelectionDay.get_by_id(day.id).on == date(2026, 12, 17)


# req 001-03 · 001-10
def test_taking_out_the_info_session_takes_it_out_of_calendars(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    invite_partner(campaign, by=cast.lotte, email="sam@kompas.example", name="Sam", organisation=cast.kompas)
    all_left()
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/change")
    lotte.fills_in(has_info_session=False)
    invited, dropped = mails_to("sam@kompas.example")
    assert dropped.row.template == "campaigns/info_session_dropped"
    assert (dropped.event["UID"], dropped.event["METHOD"]) == (invited.event["UID"], "CANCEL")
    assert dropped.event["SEQUENCE"] == 1
