"""The time zone of a place: chosen from those that a calendar can be given, and followed everywhere."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask

from portal.actions.administration import change_site
from portal.actions.campaigns import set_dates, start_campaign
from portal.actions.organisations import add_site
from portal.actions.partners import answer_invitation, invite_partner
from portal.calendar.zones import timezone_of
from portal.models.organisations import Site
from portal.rules.campaigns import Dates
from portal.rules.refusals import Refused
from portal.rules.zones import NAMES
from tests.calendar.posted import told
from tests.campaigns.scene import Cast, make_cast, ready_campaign
from tests.clock import Clock
from tests.person import Person


@pytest.fixture
def people(app: Flask, clock: Clock) -> Cast:
    """Everybody of the tests of campaigns, on Tuesday 17 November 2026."""
    return make_cast(app)


@pytest.mark.parametrize("zone", NAMES)
def test_every_zone_on_the_list_can_stand_in_a_calendar(zone: str) -> None:
    for year in range(2026, 2037):
        assert timezone_of(zone, year).to_ical().startswith(b"BEGIN:VTIMEZONE")


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Europe/Nergens", "../etc/passwd"])
def test_another_zone_is_refused_with_a_sentence(people: Cast, zone: str) -> None:
    with pytest.raises(Refused, match="kan niet in een agenda staan"):
        add_site(people.bakery, "Ver weg", by=people.ada, town="Ver", zone=zone)
    with pytest.raises(Refused, match="kan niet in een agenda staan"):
        change_site(people.site, by=people.ada, zone=zone)


def test_a_place_has_the_zone_of_its_country_or_the_one_that_is_chosen(
    people: Cast, new_person: Callable[..., Person]
) -> None:
    ada = new_person("ada@mensen.example")
    choices: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("Goes", {"country": "NL"}, "Europe/Amsterdam"),
        ("Dover", {"zone": "Europe/London"}, "Europe/London"),
    )
    for name, typed, zone in choices:
        ada.visits(f"/organisations/{people.bakery.public_id}/sites/new")
        ada.fills_in("Bewaar", name=name, town=name, **typed)
        assert Site.get(Site.name == name).zone == zone
    site = Site.get(Site.name == "Dover")
    ada.visits(f"/administration/sites/{site.public_id}")
    ada.fills_in("Bewaar", zone="Europe/Dublin")
    assert Site.get_by_id(site.id).zone == "Europe/Dublin"


def test_the_zone_stays_while_a_campaign_is_there(people: Cast, new_person: Callable[..., Person]) -> None:
    ready_campaign(people)
    ada = new_person("ada@mensen.example")
    ada.visits(f"/administration/sites/{people.site.public_id}")
    ada.fills_in("Bewaar", zone="Europe/London", expect=409)
    assert Site.get_by_id(people.site.id).zone == "Europe/Brussels"


# req X-07
def test_pages_mails_and_calendars_follow_the_clock_of_the_place(
    people: Cast, new_person: Callable[..., Person]
) -> None:
    people.site.change(zone="Europe/London")
    campaign = ready_campaign(people)
    lotte = new_person("lotte@mensen.example")
    lotte.visits(f"/campaigns/{campaign.public_id}/dates")
    lotte.fills_in(
        info_session_on=date(2026, 11, 24), info_session_time=time(10), nominations_close_on=date(2026, 12, 5)
    )
    fresh = type(campaign).get_by_id(campaign.id)
    start_campaign(fresh, by=people.lotte)
    assert fresh.info_session_at == datetime(2026, 11, 24, 10, tzinfo=UTC)
    invitation = invite_partner(
        fresh, by=people.lotte, email="pim@mensen.example", name="Pim", organisation=people.kompas
    )
    answer_invitation(invitation, by=people.pim, accepts=True, comes="yes")
    (session,) = told("emma@mensen.example")
    (deadline,) = told("pim@mensen.example", "campaigns/deadline_planned")
    for one, local in ((session, "20261124T100000"), (deadline, "20261205T163000")):
        assert one.event.one("DTSTART").params["TZID"] == "Europe/London"
        assert one.event.value("DTSTART") == local
    assert session.starts == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert deadline.ends == datetime(2026, 12, 5, 17, tzinfo=UTC)
    assert "dinsdag 24 november 2026, 10.00–11.30 uur" in session.text
    assert "zaterdag 5 december 2026, 17.00 uur" in deadline.text
    assert "10.00" in new_person("emma@mensen.example").visits(f"/campaigns/{campaign.public_id}")
    summer = Dates(info_session_at=datetime(2027, 6, 1, 9, tzinfo=UTC))
    set_dates(fresh, summer, by=people.lotte)
    moved = told("emma@mensen.example")[-1]
    assert moved.event.value("DTSTART") == "20270601T100000"
    assert moved.starts == datetime(2027, 6, 1, 9, tzinfo=UTC)


def test_a_place_on_utc_has_no_summer_time(people: Cast) -> None:
    people.site.change(zone="UTC")
    start_campaign(ready_campaign(people), by=people.lotte)
    (session,) = told("emma@mensen.example")
    assert session.starts == datetime(2026, 11, 24, 9, tzinfo=UTC)
