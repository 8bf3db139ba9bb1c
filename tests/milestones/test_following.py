"""All live candidates across campaigns: who sees whom, filters, search, order, pages and as many queries for many."""

from datetime import date

import pytest
from flask import Flask

from portal.actions.milestones import Stated, archive_nomination, state_milestone
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.selection_days import Attendance, SelectionDay
from portal.queries.following import FollowFilter, Following
from portal.rules.candidates import searchable
from tests.clock import Clock
from tests.counting import count_queries
from tests.person import Person
from tests.stage import Stage, set_stage

TODAY = date(2026, 11, 17)


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    stage = set_stage(app, ("Zoë", "Amina", "Bram", "Dries"))
    for number, one in enumerate(Candidate.select().order_by(Candidate.id)):
        town, code = ("Geel", "2440") if number % 2 else ("Mol", "2400")
        name = searchable(one.first_name, one.last_name, town)
        one.change(search_name=name, town=town, postcode=code)
    return stage


def _names(stage: Stage, who: str = "lotte", **asked: str) -> list[str]:
    following = Following(stage.people[who], FollowFilter(**asked), TODAY)
    rows = following.rows(0, 50)
    assert following.count() == len(rows)
    return [row.first_name for row in rows]


def _in_order(app: Flask, who: str, query: str = "") -> list[str]:
    person = Person(app).signs_in(f"{who}@netwerk.example")
    person.visits(f"/following{query}")
    names = person.page.tree.xpath(".//main//tbody//th/a[not(@class='to-bar')]")
    return ["".join(name.itertext()) for name in names]


def test_a_lead_follows_all_of_the_own_campaign_and_a_partner_the_own_organisations(app: Flask, stage: Stage) -> None:
    # req 002-02
    assert len(_in_order(app, "lotte")) == 4
    assert sorted(_in_order(app, "pim")) == ["Amina Zomers", "Bram Zomers", "Zoë Zomers"]
    assert _in_order(app, "joke") == ["Dries Zomers"]
    Person(app).signs_in("emma@netwerk.example").visits("/following", expect=403)


def test_help_stands_with_the_list(app: Flask, stage: Stage) -> None:
    # req 002-18
    pim = Person(app).signs_in("pim@netwerk.example")
    page = pim.visits("/following")
    for words in ("Hulp bij deze lijst", "Groen: het ging door.", "Vink mensen aan"):
        assert words in page


def test_what_a_person_does_not_follow_can_be_found_by_no_filter(stage: Stage) -> None:
    # req P2
    for asked in (
        {"words": "Dries"},
        {"place": "2440"},
        {"jobcoach": stage.people["joke"].public_id},
        {"words": "joke"},
    ):
        names = _names(stage, "pim", **asked)
        assert "Dries" not in names
    choices = Following(stage.people["pim"], FollowFilter(), TODAY).choices
    assert [name for _, name in choices.jobcoaches] == ["Pim Adriaans"]


def test_one_finds_by_name_of_candidate_or_jobcoach_with_or_without_accents(stage: Stage) -> None:
    # req 002-04
    assert _names(stage, words="zoe") == ["Zoë"]
    assert _names(stage, words="dekker") == ["Dries"]
    assert _names(stage, words="joke dries") == ["Dries"]
    assert _names(stage, words="joke amina") == []
    assert _names(stage, words="%") == []


def test_one_filters_by_place_function_campaign_and_site(stage: Stage) -> None:
    # req 002-03, 002-06, 002-09
    site = stage.campaign.site.public_id
    assert sorted(_names(stage, place="geel")) == ["Amina", "Dries"]
    assert sorted(_names(stage, place="2400")) == ["Bram", "Zoë"]
    assert len(_names(stage, site=site, campaign=stage.campaign_id, job="Inpakker")) == 4
    assert _names(stage, job="Hulp in de keuken") == []
    assert _names(stage, site="nowhere") == []


def test_one_filters_by_phase_and_the_list_says_the_same_as_the_line(stage: Stage) -> None:
    # req 002-06, 002-10
    day = SelectionDay.create(campaign=stage.campaign, on=TODAY, state="published")
    Attendance.create(selection_day=day, nomination=stage.nominations["Amina"], state="left")
    contact = Stated(milestone="contact", outcome="spoken")
    for name in ("Amina", "Bram"):
        state_milestone(stage.nominations[name], contact, by=stage.people["lotte"])
    assert _names(stage, phase="day") == ["Amina"]
    assert _names(stage, phase="contact") == ["Bram"]
    assert sorted(_names(stage, phase="start")) == ["Dries", "Zoë"]
    for row in Following(stage.people["lotte"], FollowFilter(), TODAY).rows(0, 50):
        assert row.first_name in _names(stage, phase=row.line.phase or "start")


def test_orders_are_by_update_by_name_with_one_person_together_and_by_interest(stage: Stage, clock: Clock) -> None:
    # req 002-05, 002-07
    second = Campaign.create(
        state="running",
        title="Nog een actie",
        organisation=stage.campaign.organisation,
        lead=stage.people["lotte"],
        employer=stage.campaign.employer,
        site=stage.campaign.site,
    )
    clock.advance(hours=1)
    first = stage.nominations["Amina"]
    Nomination.create(
        state="put_forward",
        campaign=second,
        candidate=first.candidate,
        invitation=first.invitation,
        organisation=first.organisation,
        jobcoach=first.jobcoach,
        put_forward_at=clock.now(),
    )
    assert _names(stage, order="name") == ["Amina", "Amina", "Bram", "Dries", "Zoë"]
    assert _names(stage, order="interest")[0] == "Amina"
    clock.advance(hours=1)
    state_milestone(stage.nominations["Bram"], Stated(milestone="contact", outcome="spoken"), by=stage.people["lotte"])
    assert _names(stage, order="update")[:2] == ["Bram", "Amina"]


def test_the_archive_says_why_and_leaves_the_list(app: Flask, stage: Stage) -> None:
    # req 002-14
    archive_nomination(stage.nominations["Bram"], "Verhuisd naar de kust.", by=stage.people["pim"])
    assert "Bram Zomers" not in _in_order(app, "lotte")
    assert _in_order(app, "lotte", "?status=archived") == ["Bram Zomers"]
    lotte = Person(app).signs_in("lotte@netwerk.example")
    lotte.visits("/following?status=archived")
    assert "Verhuisd naar de kust." in lotte.page
    lotte.clicks("Bram Zomers")
    lotte.clicks("Haal uit het archief")
    assert "Bram Zomers" in _in_order(app, "lotte")


def test_the_queries_are_as_many_for_one_row_as_for_many(app: Flask, stage: Stage) -> None:
    lotte = Person(app).signs_in("lotte@netwerk.example")
    lotte.visits("/following")  # once an hour each contact card leaves a look
    for query in ("", "&q=zomers"):
        lotte.visits("/following?place=mol")
        with count_queries() as few:
            lotte.visits(f"/following?place=mol{query}")
        with count_queries() as many:
            lotte.visits(f"/following?place=24{query}")
        assert few.count == many.count <= 14


def test_the_filter_offers_each_reader_what_he_or_she_follows_in_the_own_language(app: Flask, stage: Stage) -> None:
    # req 002-06
    def offered(who: str) -> tuple[list[str], str]:
        page = Person(app).signs_in(f"{who}@netwerk.example").visits("/following?status=archived")
        label = page.tree.xpath("string(.//label[@for='status'])")
        return [one.text for one in page.tree.xpath(".//select[@name='jobcoach']/option")], label

    for _ in range(2):  # the second time from what is kept
        of_lotte, word = offered("lotte")
        of_pim, _word = offered("pim")
        assert set(of_pim) < set(of_lotte)
        assert word == "Stand"
    User.update(language="en").where(User.email == "pim@netwerk.example").execute()
    in_english, word = offered("pim")
    assert in_english[0] != of_pim[0]
    assert in_english[1:] == of_pim[1:]
    assert word != "Stand"
