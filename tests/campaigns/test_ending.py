"""Closing, reopening, cancelling and handing over."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.actions.campaigns import cancel_campaign, close_campaign, hand_over_campaign
from portal.actions.partners import answer_invitation, invite_partner
from portal.actions.selection_days import set_up_day
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign
from portal.models.interviews import Interview
from portal.models.outbox import OutboxMail
from portal.models.selection_days import SelectionDay
from portal.rules.refusals import Refused
from tests.answers.scene import make_scene
from tests.campaigns.scene import Cast, all_left, draft_campaign, mails_to
from tests.clock import Clock
from tests.person import Person
from tests.stage import set_stage

SignedIn = Callable[[str], Person]


def state_of(campaign: Campaign) -> str:
    return str(Campaign.get_by_id(campaign.id).state)


def test_a_closed_campaign_can_be_opened_again(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}")
    page = lotte.clicks("Sluit af")
    assert "Het werk zit erop." in page
    assert state_of(campaign) == "closed"
    lotte.clicks("Ongedaan maken")
    assert state_of(campaign) == "running"


@pytest.mark.parametrize("has_left", [True, False])
def test_closing_with_talks_to_come_shows_first_that_they_are_called_off(
    app: Flask, clock: Clock, new_person: SignedIn, has_left: bool
):
    scene = make_scene(app)
    if has_left:
        all_left()
    url = f"/campaigns/{scene.stage.campaign.public_id}"
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(url)
    page = lotte.clicks("Sluit af")
    assert "Sluit je deze instroomactie af?" in page
    assert "Gesprekken die gepland zijn, worden afgezegd" in page
    assert ("Er vertrekken 3 mails" in page) is has_left
    assert state_of(scene.stage.campaign) == "running"
    assert Interview.get().state == "planned"
    lotte.fills_in("#send")
    assert state_of(scene.stage.campaign) == "closed"
    assert Interview.get().state == "cancelled"
    assert all(entry.cancelled for entry in CalendarEntry.select().where(CalendarEntry.kind == "interview"))
    lotte.visits(url)
    lotte.clicks("Heropen")
    assert Interview.get().state == "cancelled"  # who wants it plans it again


def test_a_campaign_is_not_closed_before_a_day_that_people_know_of(app: Flask, clock: Clock):
    stage = set_stage(app)
    day = set_up_day(stage.campaign, by=stage.people["lotte"])
    day.change(state="published", on=clock.now().date() + timedelta(days=1))
    with pytest.raises(Refused, match="De selectiedag moet nog komen"):
        close_campaign(stage.campaign, by=stage.people["lotte"])
    clock.advance(days=1)
    close_campaign(stage.campaign, by=stage.people["lotte"])
    assert state_of(stage.campaign) == "closed"


def test_cancelling_says_whom_it_reaches_and_tells_them(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    invite_partner(campaign, by=cast.lotte, email="sam@kompas.example", name="Sam", organisation=cast.kompas)
    gone = invite_partner(campaign, by=cast.lotte, email=cast.joke.email, name="Joke", organisation=cast.brug)
    answer_invitation(gone, by=cast.joke, accepts=False)
    all_left()
    (invited,) = mails_to("sam@kompas.example")
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}")
    page = lotte.clicks("Gelast af")
    assert "Dit kun je niet ongedaan maken" in page
    assert "1 partner krijgt een mail." in page
    lotte.fills_in(reason="De bakkerij sluit.")
    lotte.fills_in("#send")
    assert "Deze instroomactie gaat niet door." in lotte.visits(f"/campaigns/{campaign.public_id}")
    assert state_of(campaign) == "cancelled"
    (cancelled,) = mails_to("sam@kompas.example", "campaign_cancelled")
    assert "De bakkerij sluit." in cancelled.text
    assert (cancelled.event["UID"], cancelled.event["METHOD"]) == (invited.event["UID"], "CANCEL")
    assert cancelled.event["DTSTART"].dt == invited.event["DTSTART"].dt
    assert len(mails_to("emma@mensen.example", "employer_told_of_cancellation")) == 1
    assert mails_to(cast.joke.email, "campaign_cancelled") == []
    assert mails_to(cast.lotte.email, "campaign_cancelled") == []


def test_cancelling_the_campaign_cancels_its_selection_day(cast: Cast, campaign: Campaign):
    day = set_up_day(campaign, by=cast.lotte)
    cancel_campaign(campaign, "De bakkerij sluit.", by=cast.lotte)
    assert SelectionDay.get_by_id(day.id).state == "cancelled"


def test_cancelling_needs_a_reason(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/cancel")
    assert "Schrijf kort waarom" in lotte.fills_in(reason="")
    assert state_of(campaign) == "running"


def test_a_draft_is_cancelled_in_silence(cast: Cast):
    campaign = draft_campaign(cast)
    cancel_campaign(campaign, "Toch niet.", by=cast.lotte)
    assert state_of(campaign) == "cancelled"
    assert not OutboxMail.select().exists()


def test_a_cancelled_campaign_does_not_come_back(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    cancel_campaign(campaign, "De bakkerij sluit.", by=cast.lotte)
    lotte = signed_in("lotte")
    page = lotte.visits(f"/campaigns/{campaign.public_id}")
    assert page.tree.findall(".//main//form") == []
    lotte.visits(f"/campaigns/{campaign.public_id}/change")
    assert "afgelast" in lotte.fills_in(title="Toch nog", expect=409)


def test_a_colleague_takes_over_and_hears_of_it(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}")
    lotte.clicks("Draag over aan een collega")
    lotte.fills_in(to=cast.nele.public_id)
    assert Campaign.get_by_id(campaign.id).lead == cast.nele
    (mail,) = mails_to(cast.nele.email, "campaign_handed_over")
    assert "Lotte Maes" in mail.text
    nele = signed_in("nele")
    assert "Nodig partners uit" in nele.visits(mail.link)
    lotte.visits(f"/campaigns/{campaign.public_id}/change", expect=403)


def test_the_coordinator_hands_over_what_a_colleague_led(cast: Cast, campaign: Campaign, signed_in: SignedIn):
    karel = signed_in("karel")
    karel.visits(f"/campaigns/{campaign.public_id}/hand-over")
    karel.fills_in(to=cast.karel.public_id)
    assert Campaign.get_by_id(campaign.id).lead == cast.karel


@pytest.mark.parametrize("name", ["pim", "emma", "ada"])
def test_handing_over_stays_among_mediators_of_the_organisation(cast: Cast, campaign: Campaign, name: str):
    with pytest.raises(Refused, match="collega-bemiddelaar"):
        hand_over_campaign(campaign, getattr(cast, name), by=cast.lotte)


@pytest.mark.parametrize(("name", "status"), [("pim", 404), ("nele", 403), ("emma", 403), ("karel", 403), ("ada", 404)])
def test_only_the_lead_ends_a_campaign(cast: Cast, campaign: Campaign, signed_in: SignedIn, name: str, status: int):
    person = signed_in(name)
    person.visits(f"/campaigns/{campaign.public_id}/cancel", expect=status)
    person.visits("/")
    person.sends(f"/campaigns/{campaign.public_id}/close", expect=status)
    assert state_of(campaign) == "running"
