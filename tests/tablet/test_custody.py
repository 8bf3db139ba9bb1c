"""Custody first: whatever a paired tablet brings is kept, once, and nothing of somebody else's is lost by it."""

import json
import random
from typing import Any

import pytest
from flask import Flask

from portal.actions.tablets import revoke_tablet
from portal.models.speeddates import Device, Sheet, SheetEntry
from tests.speeddates.day import Day
from tests.tablet.tablets import Tablet, paired_tablet
from tests.tablet.test_pairing import at_once


@pytest.fixture
def tablet(app: Flask, day: Day) -> Tablet:
    """A tablet that is paired."""
    return paired_tablet(app, day)[0]


@pytest.fixture
def sheet(tablet: Tablet) -> dict[str, Any]:
    """An's sheet of Fatima."""
    return tablet.sheet_of("Fatima", "An")


def kept(sheet: dict[str, Any]) -> Sheet:
    found: Sheet = Sheet.get(Sheet.public_id == sheet["id"])
    return found


def entries() -> list[tuple[int, str]]:
    return [(entry.rev, entry.standing) for entry in SheetEntry.select().order_by(SheetEntry.id)]


# req 001-23
def test_a_receipt_echoes_what_was_sent(tablet: Tablet, sheet: dict[str, Any], day: Day) -> None:
    answer = tablet.puts(sheet, day.whole(4, "green", "Sterk."), rev=7)
    assert answer.get_json() == {
        "id": sheet["id"],
        "rev": 7,
        "version": 1,
        "standing": "accepted",
        "repeat": False,
    }
    assert kept(sheet).body == day.whole(4, "green", "Sterk.")


# req 001-23
def test_sending_three_times_is_one_entry(tablet: Tablet, sheet: dict[str, Any], day: Day) -> None:  # promise P7
    answers = [tablet.puts(sheet, day.whole()).get_json() for _ in range(3)]
    assert [answer["repeat"] for answer in answers] == [False, True, True]
    assert {(answer["rev"], answer["version"], answer["standing"]) for answer in answers} == {(1, 1, "accepted")}
    assert entries() == [(1, "accepted")]


def test_sending_eight_times_at_once_is_one_entry(tablet: Tablet, sheet: dict[str, Any], day: Day) -> None:
    answers = at_once(lambda: tablet.puts(sheet, day.whole()))  # promise P7
    assert [answer.status_code for answer in answers] == [200] * 8
    assert sorted(answer.get_json()["repeat"] for answer in answers) == [False] + [True] * 7
    assert entries() == [(1, "accepted")]
    assert kept(sheet).version == 1


def test_eight_tablets_ask_for_the_day_at_once_and_each_sheet_is_made_once(app: Flask, day: Day) -> None:
    tablets = [paired_tablet(app, day, f"Tafel {number}")[0] for number in range(8)]
    waiting = iter(tablets)
    answers = at_once(lambda: next(waiting).sends("GET", "day"))  # req Y-12
    assert [answer.status_code for answer in answers] == [200] * 8
    assert Sheet.select().count() == 7  # three candidates at a table of two, one at a table of one


def test_an_older_change_that_comes_later_does_not_undo_a_newer_one(
    tablet: Tablet, sheet: dict[str, Any], day: Day
) -> None:
    tablet.puts(sheet, day.whole(4), rev=3)
    late = tablet.puts(sheet, day.whole(1), rev=2).get_json()
    assert (late["standing"], late["version"]) == ("late", 1)
    assert kept(sheet).body == day.whole(4)
    assert not kept(sheet).is_conflicted
    assert entries() == [(3, "accepted"), (2, "late")]


def test_two_tablets_on_one_sheet_keep_both_and_flag_it(
    app: Flask, day: Day, tablet: Tablet, sheet: dict[str, Any]
) -> None:
    other, _ = paired_tablet(app, day, "Reserve")
    tablet.puts(sheet, day.whole(4, "green"))
    second = other.puts(sheet, day.whole(1, "red")).get_json()
    assert (second["standing"], second["version"]) == ("conflict", 1)
    # What the other tablet taps next is based on what it saw before: still no silent overwriting.
    assert other.puts(sheet, day.whole(1, "red", "toch"), rev=2).get_json()["standing"] == "conflict"
    found = kept(sheet)
    assert (found.body, found.is_conflicted) == (day.whole(4, "green"), True)
    assert [entry.body["verdict"] for entry in SheetEntry.select().order_by(SheetEntry.id)] == ["green", "red", "red"]


def test_of_two_tablets_at_once_one_becomes_the_sheet_and_the_other_is_kept(
    app: Flask, day: Day, tablet: Tablet, sheet: dict[str, Any]
) -> None:
    other, _ = paired_tablet(app, day, "Reserve")
    work = iter([(tablet, day.whole(4)), (other, day.whole(1))])

    def put() -> str:
        one, body = next(work)
        standing: str = one.puts(sheet, body).get_json()["standing"]
        return standing

    assert sorted(at_once(put, times=2)) == ["accepted", "conflict"]  # req Y-12
    assert SheetEntry.select().count() == 2


def test_who_saw_the_sheet_of_another_tablet_goes_on_with_it(
    app: Flask, day: Day, tablet: Tablet, sheet: dict[str, Any]
) -> None:
    tablet.puts(sheet, day.whole(4))
    other, _ = paired_tablet(app, day, "Reserve")
    seen = other.sends("GET", f"sheets/{sheet['id']}").get_json()
    assert seen == {"id": sheet["id"], "version": 1, "body": day.whole(4)}
    assert other.puts(sheet, day.whole(3), base=1).get_json()["standing"] == "accepted"
    assert kept(sheet).version == 2


def test_what_was_unsent_at_a_revoked_tablet_comes_in_after_pairing_again(
    app: Flask, day: Day, tablet: Tablet, sheet: dict[str, Any]
) -> None:
    tablet.puts(sheet, day.whole(2), rev=1)
    revoke_tablet(Device.get(), by=day.lotte)
    assert tablet.puts(sheet, day.whole(3), rev=2, base=1).status_code == 401
    again, _ = paired_tablet(app, day, "Opnieuw")
    assert again.puts(sheet, day.whole(3), rev=2, base=1).get_json()["standing"] == "accepted"
    assert (kept(sheet).body, kept(sheet).is_conflicted) == (day.whole(3), False)


ODD = [
    {"scores": {"onbekend": 3}, "note": "", "verdict": "green"},
    {"scores": {}, "note": "", "verdict": "paars"},
    {"scores": {}, "note": "x" * 5000, "verdict": None},
    {"scores": {}, "note": "\0\ud800", "verdict": None, "stray": [1, 2, {"a": None}]},
]


@pytest.mark.parametrize("body", ODD, ids=["criterion", "verdict", "long", "stray"])
def test_an_odd_body_is_kept_and_flagged_but_is_not_the_sheet(tablet: Tablet, sheet: dict[str, Any], body: Any) -> None:
    assert tablet.puts(sheet, body).get_json()["standing"] == "odd"
    found = kept(sheet)
    assert (found.body, found.version, found.is_conflicted) == ({}, 0, True)
    assert SheetEntry.get().body.keys() == body.keys()


def test_the_tile_of_another_assessor_is_odd(app: Flask, tablet: Tablet, sheet: dict[str, Any], day: Day) -> None:
    assert tablet.puts(sheet, day.whole(), assessor=day.assessors[2].public_id).get_json()["standing"] == "odd"


def test_one_revision_with_two_texts_keeps_both(tablet: Tablet, sheet: dict[str, Any], day: Day) -> None:
    tablet.puts(sheet, day.whole(1))
    assert tablet.puts(sheet, day.whole(2)).get_json()["repeat"] is False
    assert [entry.body for entry in SheetEntry.select().order_by(SheetEntry.id)] == [day.whole(1), day.whole(2)]


def test_a_tablet_that_saw_more_than_a_restored_server_is_believed(
    tablet: Tablet, sheet: dict[str, Any], day: Day
) -> None:
    assert tablet.puts(sheet, day.whole(), base=40).get_json()["version"] == 1


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        {"rev": 1},
        {"rev": -1, "body": {}},
        {"rev": True, "body": {}},
        {"rev": 2**40, "body": {}},
        {"rev": 1, "base": "0", "body": {}},
        {"rev": 1, "body": []},
        {"rev": 1, "body": {"note": 5}},
        {"rev": 1, "body": {"note": "x" * 40_000}},
    ],
)
def test_what_is_no_sheet_is_refused_with_a_word(tablet: Tablet, sheet: dict[str, Any], said: Any) -> None:
    answer = tablet.sends("PUT", f"sheets/{sheet['id']}", said)
    assert (answer.status_code, answer.get_json()) == (400, {"error": "malformed", "id": sheet["id"]})
    assert SheetEntry.select().count() == 0


def test_a_tablet_whose_clock_is_three_days_wrong_is_no_trouble(
    tablet: Tablet, sheet: dict[str, Any], day: Day
) -> None:
    assert tablet.puts(sheet, day.whole(), time="2026-11-14T10:00:00Z").status_code == 200
    assert SheetEntry.get().client_time == "2026-11-14T10:00:00Z"


def test_what_a_tablet_still_holds_is_told_with_each_sheet(tablet: Tablet, sheet: dict[str, Any], day: Day) -> None:
    tablet.puts(sheet, day.whole(), pending=4)
    assert Device.get().pending == 4


def test_repeats_drops_and_disorder_leave_what_was_tapped_last(tablet: Tablet, sheet: dict[str, Any], day: Day) -> None:
    """Sixty changes of one tablet, each sent one to three times in any order: nothing lost, nothing doubled."""
    chance = random.Random(7)
    bodies = {rev: day.whole(rev % 4 + 1, note=f"versie {rev}") for rev in range(1, 61)}
    sent = [rev for rev in bodies for _ in range(chance.randint(1, 3))]
    chance.shuffle(sent)
    for rev in sent:
        assert tablet.puts(sheet, bodies[rev], rev=rev).status_code == 200
    assert kept(sheet).body == bodies[60]
    log = {entry.rev: entry.body for entry in SheetEntry.select()}
    assert json.dumps(log, sort_keys=True) == json.dumps(bodies, sort_keys=True)
    assert SheetEntry.select().count() == 60
