"""Kept filters, the list as a file, and what is done to several at once."""

import csv
import io
import re
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from portal import clock
from portal.actions.milestones import Stated, state_milestone
from portal.models.accounts import Look
from portal.models.candidates import Candidate
from portal.models.milestones import MilestoneOutcome, SavedView
from portal.models.nominations import Nomination
from portal.rules.candidates import searchable
from portal.rules.spreadsheets import as_csv, harmless
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, mails, set_stage


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    stage = set_stage(app)
    for one in Candidate.select():
        one.change(search_name=searchable(one.first_name, one.last_name))
    return stage


def _signed_in(app: Flask, name: str) -> Person:
    return Person(app).signs_in(f"{name}@netwerk.example")


def _csv(person: Person, query: str = "") -> list[list[str]]:
    person.visits(f"/following.csv{query}")
    return list(csv.reader(io.StringIO(person.page.body.decode("utf-8-sig")), delimiter=";"))


def test_a_filter_is_kept_under_a_name_and_only_by_who_keeps_it(app: Flask, stage: Stage) -> None:
    # req 002-06
    lotte = _signed_in(app, "lotte")
    lotte.visits("/following?q=bram&order=name&nonsense=1")
    lotte.fills_in("/following/views", name="Bram volgen")
    assert lotte.page.url == "/following?q=bram&order=name"
    lotte.visits("/following")
    lotte.clicks("Bram volgen")
    assert "1 voordracht" in lotte.page
    view = SavedView.get()
    pim = _signed_in(app, "pim")
    pim.visits("/following")
    assert "Bram volgen" not in pim.page
    pim.sends(f"/following/views/{view.public_id}/remove", expect=404)
    lotte.visits("/following")
    lotte.clicks("Vergeet Bram volgen")
    assert SavedView.select().count() == 0


def test_the_file_holds_what_the_list_shows_and_leaves_a_look_at_each(app: Flask, stage: Stage) -> None:
    # req P18
    rows = _csv(_signed_in(app, "pim"), "?order=name")
    assert [row[0] for row in rows[1:]] == ["Amina Zomers", "Bram Zomers", "Carla Zomers"]
    assert sorted(look.candidate.first_name for look in Look.select()) == ["Amina", "Bram", "Carla"]
    assert {look.at_what for look in Look.select()} == {"export"}
    put_forward = rows[0].index("Voorgedragen")
    assert [date.fromisoformat(row[put_forward]) for row in rows[1:]] == [clock.now().date()] * 3  # they sort


def test_a_workbook_has_days_that_sort_and_names_of_columns_that_stay_in_view(app: Flask, stage: Stage) -> None:
    # req 002-05
    pim = _signed_in(app, "pim")
    pim.visits("/following.xlsx?order=name")
    sheet = zipfile.ZipFile(io.BytesIO(pim.page.body)).read("xl/worksheets/sheet1.xml").decode()
    day = (clock.now().date() - date(1899, 12, 30)).days  # days since then: what a workbook keeps
    assert len(re.findall(rf'<c r="P[2-4]" s="\d"><v>{day}</v></c>', sheet)) == 3
    assert '<pane xSplit="1" ySplit="1"' in sheet
    assert '<autoFilter ref="A1:R4"/>' in sheet


def test_no_cell_of_a_file_is_taken_for_a_formula(app: Flask, stage: Stage) -> None:
    # req P10
    hostile = '=HYPERLINK("http://evil.example","klik")\r\n+1'
    Candidate.update(first_name=hostile, phone="+32 470", town="@SUM(1)").where(
        Candidate.id == stage.nominations["Amina"].candidate_id
    ).execute()
    pim = _signed_in(app, "pim")
    row = next(row for row in _csv(pim) if "HYPERLINK" in row[0])
    assert [cell for cell in row if cell[:1] in tuple("=+-@\t\r")] == []
    assert "\n" not in row[0]
    pim.visits("/following.xlsx")
    book = zipfile.ZipFile(io.BytesIO(pim.page.body))
    sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert {cell.get("t") for cell in sheet.iter(f"{space}c")} == {"s", None}  # shared text, or the number of a day
    assert [one.tag for one in sheet.iter(f"{space}f")] == []


@pytest.mark.once
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u2028=1", "＝1", "\x00=1"])
def test_what_begins_as_a_formula_gets_an_apostrophe(text: str) -> None:
    # req P10
    assert harmless(text).startswith("'")
    assert as_csv([[text, 'een "naam"; met haken']]).count(b"\r\n") == 1


def test_several_get_one_outcome_after_a_page_with_their_names(app: Flask, stage: Stage) -> None:
    # req 002-10
    lotte = _signed_in(app, "lotte")
    picks = [stage.nominations[name].public_id for name in ("Amina", "Bram")]
    lotte.visits("/following")
    lotte.sends("/following/several", {"what": "outcome", "pick": picks})
    assert "Voor 2 kandidaten" in lotte.page
    assert "Amina Zomers" in lotte.page
    assert MilestoneOutcome.select().count() == 0
    sent = {
        "pick": picks,
        "what": "outcome",
        "result": "contact.not_further",
        "once": next(one.get("value") for one in lotte.page.tree.iter("input") if one.get("name") == "once"),
    }
    for _ in range(3):
        lotte.sends("/following/several/do", sent)
    assert MilestoneOutcome.select().count() == 2
    assert len(mails("milestones/ended_here")) == 2


def test_afterwards_the_list_is_filtered_as_it_was(app: Flask, stage: Stage) -> None:
    # req 002-06
    lotte = _signed_in(app, "lotte")
    lotte.visits("/following?q=Amina&order=name")
    pick = stage.nominations["Amina"].public_id
    query = next(one.get("value") for one in lotte.page.tree.iter("input") if one.get("name") == "query")
    asked = {"pick": pick, "query": f"{query}&page=9&elsewhere=https://evil.example"}
    lotte.sends("/following/several", {"what": "archive", **asked})
    lotte.sends("/following/several/do", {"what": "archive", "reason": "Klaar.", "once": "e" * 22, **asked})
    assert lotte.page.url == "/following?q=Amina&order=name"


def test_who_may_not_be_changed_stays_as_it_is_and_is_named(app: Flask, stage: Stage) -> None:
    # req P1
    sofie = _signed_in(app, "sofie")
    sofie.visits("/following")
    pick = [stage.nominations["Amina"].public_id, stage.nominations["Dries"].public_id]
    sofie.sends("/following/several", {"what": "archive", "pick": pick})
    assert "1 kandidaat blijft zoals nu" in sofie.page
    assert "Dries" not in sofie.page
    sofie.visits("/following")
    sofie.sends("/following/several/do", {"what": "archive", "pick": pick, "reason": "x", "once": "a" * 22})
    assert Nomination.select().where(Nomination.archived_at.is_null(False)).count() == 0


def test_a_colleague_of_the_own_organisation_takes_over(app: Flask, stage: Stage) -> None:
    pim, sofie, joke = (stage.people[name] for name in ("pim", "sofie", "joke"))
    browser = _signed_in(app, "pim")
    pick = [stage.nominations[name].public_id for name in ("Amina", "Bram")]
    for colleague, count in ((joke, 0), (sofie, 2)):
        browser.visits("/following")
        browser.sends("/following/several", {"what": "hand_over", "pick": pick})
        assert joke.name not in browser.page
        browser.sends(
            "/following/several/do",
            {"what": "hand_over", "pick": pick, "colleague": colleague.public_id, "once": "b" * 22},
        )
        assert Nomination.select().where(Nomination.jobcoach == sofie).count() == count
    assert Candidate.get_by_id(stage.nominations["Amina"].candidate_id).jobcoach == sofie
    assert Nomination.select().where(Nomination.jobcoach == pim).count() == 1


def test_several_come_back_from_the_archive_and_what_refuses_is_named(app: Flask, stage: Stage) -> None:
    lotte = _signed_in(app, "lotte")
    for name in ("Amina", "Bram"):
        stated = Stated(milestone="contact", outcome="not_further")
        state_milestone(stage.nominations[name], stated, by=stage.people["lotte"])
    pick = [one.public_id for one in stage.nominations.values()]
    lotte.visits("/following")
    sent = {"what": "outcome", "result": "contact.spoken", "pick": pick, "once": "c" * 22}
    lotte.sends("/following/several/do", sent)
    assert "Gedaan voor 2 kandidaten." in lotte.page
    assert "Niet voor Amina Zomers: Deze voordracht staat in het archief." in lotte.page
    lotte.sends("/following/several/do", {"what": "restore", "pick": pick, "once": "d" * 22})
    assert Nomination.select().where(Nomination.archived_at.is_null(False)).count() == 0


def test_somebody_who_types_gets_only_what_was_found(app: Flask, stage: Stage) -> None:
    # req 002-04
    lotte = _signed_in(app, "lotte")
    asked = {"X-Requested-With": "search"}
    answer = lotte.client.get("/following?q=carla", base_url=app.config["BASE_URL"], headers=asked)
    assert "Carla" in answer.text
    assert "Amina" not in answer.text
    assert "<h1" not in answer.text
