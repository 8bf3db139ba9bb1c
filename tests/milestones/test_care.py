"""Time per phase, recognition of care, conflicts of interest, and candidates who may be the same person."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.actions.candidates import merge_candidates
from portal.actions.decisions import decide, publish_decisions, tell_candidate
from portal.actions.milestones import Stated, arrange_milestones, state_milestone
from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.decisions import Relay
from portal.models.history import HistoryLine
from portal.models.nominations import Nomination
from portal.queries.doubles import doubles_of, visible_double
from portal.queries.following import FollowFilter, Following
from portal.queries.funnel import funnel_of
from portal.queries.milestones import plans_of
from portal.queries.pace import deeds_by_partner, deeds_of, phases_of
from portal.queries.two_hats import conflicts_in
from portal.rules.decisions import Outcome, ToldHow
from portal.rules.milestones import USUAL_PLAN, Plan
from portal.rules.pace import paces
from portal.rules.recognition import Care
from portal.rules.refusals import Refused
from portal.rules.two_hats import Conflict
from tests.clock import Clock
from tests.counting import count_queries
from tests.person import Person
from tests.stage import Stage, set_stage


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    return set_stage(app)


def _publish(stage: Stage, names: tuple[str, ...]) -> None:
    for name in names:
        decide(
            stage.decidable(name),
            Outcome.RETAINED,
            vacancy=stage.vacancies[0],
            motivation="Pakte aan.",
            words_for_candidate="Welkom.",
            seen_version=0,
            by=stage.people["lotte"],
        )
    publish_decisions(stage.campaign, by=stage.people["lotte"])


@pytest.mark.once
def test_a_phase_takes_the_median_of_the_days_since_the_milestone_before_it() -> None:
    # req Y-16
    start = date(2026, 11, 1)
    days = [{"": start, "contact": start + timedelta(days=n), "day": start + timedelta(days=n + 2)} for n in (1, 3, 11)]
    days.append({"": start, "day": start})
    found = {one.milestone: (one.days, one.count, one.longest) for one in paces(days, USUAL_PLAN)}
    assert found == {"contact": (3.0, 3, 11), "day": (2.0, 4, 2)}


def test_the_lead_sees_how_long_each_phase_takes_with_as_many_queries_for_many(
    app: Flask, stage: Stage, clock: Clock
) -> None:
    # req Y-16
    clock.advance(days=3)
    with count_queries() as none:
        phases_of(stage.campaign)
    for name in ("Amina", "Bram"):
        stated = Stated(milestone="contact", outcome="spoken")
        state_milestone(stage.nominations[name], stated, by=stage.people["lotte"])
    with count_queries() as many:
        [contact] = phases_of(stage.campaign)
    assert (contact.days, contact.count, none.count) == (3.0, 2, many.count)
    lotte = Person(app).signs_in("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/pace")
    assert "Contact gelegd" in lotte.page
    Person(app).signs_in("pim@netwerk.example").visits(f"/campaigns/{stage.campaign_id}/pace", expect=403)


def test_the_bars_count_what_the_filtered_list_shows(app: Flask, stage: Stage) -> None:
    # req 002-06, 002-10
    lotte = stage.people["lotte"]
    with count_queries() as none:
        funnel_of(lotte, stage.campaign)
    state_milestone(stage.nominations["Amina"], Stated(milestone="contact", outcome="spoken"), by=lotte)
    _publish(stage, ("Bram",))
    with count_queries() as some:
        funnel = funnel_of(lotte, stage.campaign)
    assert none.count == some.count
    assert {one.phase: one.count for one in funnel if one.count} == {"": 2, "contact": 1, "decision": 1}
    page = Person(app).signs_in("lotte@netwerk.example")
    for stop in funnel:
        asked = FollowFilter(campaign=stage.campaign_id, phase=stop.phase or "start")
        assert Following(lotte, asked, date(2026, 11, 17)).count() == stop.count
    page.visits(f"/campaigns/{stage.campaign_id}/pace")
    assert "1 voordracht" in page.clicks("Contact gelegd")


def test_points_are_for_care_in_time_and_the_outcome_changes_nothing(stage: Stage, clock: Clock) -> None:
    # req 002-12
    _publish(stage, ("Amina", "Bram"))
    relays = list(Relay.select().order_by(Relay.id))
    clock.advance(hours=1)
    tell_candidate(relays[0], clock.now(), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    clock.advance(days=20)
    tell_candidate(relays[1], clock.now(), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    [relay] = [one for one in deeds_of(stage.people["pim"].organisation) if one.care == Care.RELAY]
    assert (relay.in_time, relay.due, relay.points) == (1, 2, 3)
    Nomination.update(motivation="Anders").execute()
    plan = [Plan(milestone=one.milestone, name=one.name, points=5) for one in USUAL_PLAN]
    arrange_milestones(stage.campaign, plan, ["" for _ in plan], by=stage.people["lotte"])
    [relay] = [one for one in deeds_of(stage.people["pim"].organisation) if one.care == Care.RELAY]
    assert relay.points == 5


def test_partners_stand_in_the_order_of_their_names_and_see_their_own_only(app: Flask, stage: Stage) -> None:
    # req 002-12, X-11
    assert [one.name for one in deeds_by_partner(stage.campaign)] == ["De Brug", "Stap Vooruit"]
    lotte = Person(app).signs_in("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/care")
    assert "Stap Vooruit" in lotte.page
    assert "Hoe we tellen" in lotte.page
    pim = Person(app).signs_in("pim@netwerk.example")
    pim.visits("/recognition")
    assert "De Brug" not in pim.page
    assert "Hoe we tellen" in pim.page


def test_a_lead_names_orders_and_leaves_out_milestones(app: Flask, stage: Stage) -> None:
    # req 002-10
    lotte = Person(app).signs_in("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{stage.campaign_id}/milestones")
    lotte.fills_in("Bewaar", contact_name="Eerste babbel", talk_on=False, month_6_place="1")
    plan = plans_of([stage.campaign.id])[stage.campaign.id]
    assert {one.milestone for one in plan[:2]} == {"contact", "month_6"}
    lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}/milestones")
    assert "Eerste babbel" in lotte.page
    assert "Gesprek gehad" not in lotte.page


def test_somebody_at_the_employer_with_the_mail_or_name_of_another_is_shown_to_who_may_know(
    app: Flask, stage: Stage
) -> None:
    # req Y-5
    lotte = stage.people["lotte"]
    User.update(phone="").execute()
    Candidate.update(phone="").execute()
    assert conflicts_in(lotte, stage.campaign) == ([], [])
    User.update(name="Pim Adriaans").where(User.id == stage.people["emma"].id).execute()
    Candidate.update(email="EMMA@netwerk.example").where(
        Candidate.id == stage.nominations["Dries"].candidate_id
    ).execute()
    assert [one.values["who"] for one in conflicts_in(lotte, stage.campaign)[0]] == ["Pim Adriaans"]
    brought = ["Amina", "Bram", "Carla"]
    about = {who: _named_in(conflicts_in(stage.people[who], stage.campaign)[1]) for who in ("lotte", "pim", "joke")}
    assert about == {"lotte": [*brought, "Dries"], "pim": brought, "joke": ["Dries"]}
    browser = Person(app).signs_in("lotte@netwerk.example")
    browser.visits(f"/nominations/{stage.nominations['Dries'].public_id}/milestones")
    assert "Let op: De kandidaat en Pim Adriaans van" in browser.page
    browser.visits(f"/campaigns/{stage.campaign_id}/care")
    for words in ("Pim Adriaans bemiddelt in deze instroomactie", "hebben dezelfde naam", "Dries Zomers"):
        assert words in browser.page


def _named_in(about: list[tuple[Nomination, list[Conflict]]]) -> list[str]:
    return [one.candidate.first_name for one, _ in about]


def test_doubles_are_looked_for_in_the_own_organisation_only(app: Flask, stage: Stage) -> None:
    pim, joke = stage.people["pim"], stage.people["joke"]
    Candidate.update(phone="").execute()
    for name, phone in (("Amina", "0470 11 22 33"), ("Bram", "+32 470 112233"), ("Dries", "0470112233")):
        Candidate.update(phone=phone).where(Candidate.id == stage.nominations[name].candidate_id).execute()
    [double] = doubles_of(pim)
    assert (double.first.first_name, double.second.first_name, double.reasons) == ("Amina", "Bram", ("phone",))
    assert doubles_of(joke) == []
    amina, dries = (Candidate.get_by_id(stage.nominations[name].candidate_id) for name in ("Amina", "Dries"))
    assert visible_double(pim, amina.public_id, dries.public_id) is None
    assert len(doubles_of(pim, amina)) == 1
    browser = Person(app).signs_in("pim@netwerk.example")
    browser.visits(f"/candidates/{amina.public_id}")
    assert "Misschien staat deze kandidaat hier twee keer" in browser.page


def test_two_become_one_with_all_that_hung_on_both(app: Flask, stage: Stage) -> None:
    pim = stage.people["pim"]
    Candidate.update(phone="").where(Candidate.first_name != "Amina").execute()
    amina = Candidate.get_by_id(stage.nominations["Amina"].candidate_id)
    double = Candidate.create(
        organisation=pim.organisation,
        jobcoach=pim,
        first_name="Amina",
        last_name="Zomers",
        email=amina.email.upper(),
        birth_date=date(1990, 1, 1),
        notes="Komt met de bus.",
    )
    browser = Person(app).signs_in("pim@netwerk.example")
    browser.visits("/candidates/doubles")
    browser.clicks("Voeg samen Amina")
    browser.clicks("Ja, voeg samen")
    assert Candidate.get_or_none(Candidate.id == double.id) is None
    kept = Candidate.get_by_id(amina.id)
    assert (kept.birth_date, kept.notes, kept.phone) == (date(1990, 1, 1), "Komt met de bus.", amina.phone)
    assert HistoryLine.select().where(HistoryLine.subject == "Candidate", HistoryLine.step == "merge").count() == 1
    merge_candidates(kept, double, by=pim)  # again: nothing is left to do


def test_two_in_one_campaign_and_two_of_two_organisations_stay_two(stage: Stage) -> None:
    amina, bram, dries = (
        Candidate.get_by_id(stage.nominations[name].candidate_id) for name in ("Amina", "Bram", "Dries")
    )
    for other in (bram, dries, amina):
        with pytest.raises(Refused):
            merge_candidates(amina, other, by=stage.people["pim"])
    assert Candidate.select().count() == 4
