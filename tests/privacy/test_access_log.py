"""The log of looks is a chain: tampering shows, and lawful letting go and erasing does not break it (promise P18)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal import clock as portal_clock
from portal.actions.erasing import erase_candidate
from portal.actions.looking import forget_candidate_in_looks, let_go_of_looks, record_look
from portal.actions.reminding.retention import forget_looks
from portal.cli import audit
from portal.models.accounts import Look, LookAnchor, LookChain
from portal.models.database import database, writes
from portal.queries.access_log import verify_looks
from portal.rules.access_log import KEEP_LOOKS, START
from portal.rules.retention import Ground as RetentionGround
from tests.clock import Clock
from tests.nominations.scene import Scene


@pytest.fixture
def looked(scene: Scene, clock: Clock) -> Scene:
    """Six looks, at two candidates, an hour apart."""
    candidates = [scene.candidate("Zoë"), scene.candidate("Jef", last_name="Bos", by="piet")]
    for number in range(6):
        record_look(scene["pim"], candidates[number % 2], "candidate")
        clock.advance(hours=1)
    return scene


def test_an_untouched_log_is_sound(looked: Scene) -> None:
    verdict = verify_looks()
    assert (verdict.sound, verdict.broken, verdict.number) == (6, "", 6)
    assert Look.get(Look.number == 6).link == verdict.link == LookChain.get().link


def test_an_empty_log_is_sound(scene: Scene) -> None:
    assert (verify_looks().sound, verify_looks().broken) == (0, "")


def _insert(number: int) -> None:
    """A line with everything right but its place: the copy of another one."""
    row = Look.select().where(Look.number == 3).dicts().get()
    row.pop("id")
    Look.insert({**row, "number": number}).execute()


def _renumber_and_insert() -> None:
    for number in (6, 5, 4):
        Look.update(number=number + 1).where(Look.number == number).execute()
    _insert(4)


TAMPERING: dict[str, tuple[Callable[[], Any], int, str]] = {
    "another person": (lambda: Look.update(by_words="Iemand anders").where(Look.number == 3).execute(), 3, "changed"),
    "another time": (
        lambda: Look.update(at=portal_clock.now() - timedelta(days=9)).where(Look.number == 2).execute(),
        2,
        "changed",
    ),
    "at something else": (lambda: Look.update(at_what="x").where(Look.number == 6).execute(), 6, "changed"),
    "another candidate": (
        lambda: Look.update(candidate=Look.get(Look.number == 2).candidate_id).where(Look.number == 3).execute(),
        3,
        "changed",
    ),
    "a candidate cut off": (lambda: Look.update(candidate=None).where(Look.number == 3).execute(), 3, "changed"),
    "a person cut off": (lambda: Look.update(by=None).where(Look.number == 3).execute(), 3, "changed"),
    "another organisation": (lambda: Look.update(organisation=None).where(Look.number == 3).execute(), 3, "changed"),
    "its own new link": (lambda: Look.update(link=START).where(Look.number == 3).execute(), 3, "changed"),
    "the first removed": (lambda: Look.delete().where(Look.number == 1).execute(), 1, "removed"),
    "one removed": (lambda: Look.delete().where(Look.number == 4).execute(), 4, "removed"),
    "the newest removed": (lambda: Look.delete().where(Look.number >= 5).execute(), 5, "removed"),
    "all removed": (lambda: Look.delete().execute(), 1, "removed"),
    "one inserted at the end": (lambda: _insert(7), 7, "changed"),
    "one inserted in between": (_renumber_and_insert, 4, "changed"),
    "one inserted before all": (lambda: _insert(0), 0, "inserted"),
    "one inserted far away": (lambda: _insert(99), 7, "removed"),
    "the end put back": (lambda: LookChain.update(number=5).execute(), 6, "inserted"),
    "let go before its time": (
        lambda: (
            LookAnchor.create(
                number=2,
                link=Look.get(Look.number == 2).link,
                newest_at=Look.get(Look.number == 2).at,
                lines=2,
            ),
            Look.delete().where(Look.number <= 2).execute(),
        ),
        2,
        "removed",
    ),
}


@pytest.mark.parametrize("kind", TAMPERING)
def test_tampering_is_found_at_the_first_line_that_does_not_hold(looked: Scene, kind: str) -> None:
    # req P18
    tamper, number, words = TAMPERING[kind]
    tamper()
    verdict = verify_looks()
    assert (verdict.at_number, verdict.broken.partition(":")[0]) == (number, words)


def test_a_chain_that_was_written_anew_shows_against_a_link_that_was_told_outside(looked: Scene) -> None:
    told = (4, Look.get(Look.number == 4).link)
    assert verify_looks(expected=told).broken == ""
    assert verify_looks(expected=(4, START)).at_number == 4
    assert verify_looks(expected=(40, START)).broken


def test_old_lines_are_let_go_and_the_rest_stays_sound(looked: Scene, clock: Clock) -> None:
    # req P18, P21
    told = (3, Look.get(Look.number == 3).link)
    start = Look.get(Look.number == 1).at
    clock.go_to(start + KEEP_LOOKS + timedelta(hours=2, minutes=30))
    assert let_go_of_looks(portal_clock.now() - KEEP_LOOKS) == 3
    assert let_go_of_looks(portal_clock.now() - KEEP_LOOKS) == 0
    record_look(looked["pim"], looked.candidate("Nele"), "candidate")
    verdict = verify_looks(expected=told)
    assert (verdict.sound, verdict.let_go, verdict.broken) == (4, 3, "")
    clock.advance(hours=1)
    assert let_go_of_looks(portal_clock.now() - KEEP_LOOKS) == 1
    assert (verify_looks().sound, verify_looks().let_go, verify_looks().broken) == (3, 4, "")
    Look.delete().where(Look.number == 5).execute()
    assert (verify_looks().at_number, verify_looks().broken) == (5, "removed: this line is gone")


def test_a_person_is_erased_and_the_lines_about_that_person_stay_sound(looked: Scene) -> None:
    # req P18, P19
    candidate = Look.get(Look.number == 1).candidate

    @writes
    def erase() -> None:
        assert forget_candidate_in_looks(candidate) == 3
        candidate.delete_instance()

    erase()
    verdict = verify_looks()
    assert (verdict.sound, verdict.nameless, verdict.broken) == (6, 3, "")
    assert Look.select().where(Look.candidate.is_null(), Look.organisation == looked["pim"].organisation).count() == 3


def test_looks_that_were_not_kept_leave_no_gap(looked: Scene) -> None:
    candidate = Look.get(Look.number == 2).candidate

    @writes
    def half() -> None:
        record_look(looked["pim"], candidate, "candidate")
        raise LookupError

    with pytest.raises(LookupError):
        half()
    record_look(looked["pim"], candidate, "candidate")
    assert (verify_looks().sound, verify_looks().broken) == (7, "")


def test_the_command_says_how_many_lines_are_sound_and_ends_with_1_when_one_is_not(app: Flask, looked: Scene) -> None:
    # req P18
    link = Look.get(Look.number == 6).link

    def run(args: list[str]) -> Result:
        with app.app_context():
            return CliRunner().invoke(audit, args[1:])

    sound = run(["audit", "verify"])
    assert (sound.exit_code, sound.output) == (0, f"6 lines are sound. The chain ends at 6:{link}\n")
    assert run(["audit", "verify", "--expect", f"6:{link}"]).exit_code == 0
    assert run(["audit", "verify", "--expect", f"6:{START}"]).exit_code == 1
    assert run(["audit", "verify", "--expect", "6"]).exit_code == 2
    Look.delete().where(Look.number == 4).execute()
    broken = run(["audit", "verify"])
    assert (broken.exit_code, broken.output) == (
        1,
        "The log of looks is broken at line 4: removed: this line is gone\n3 lines before it are sound.\n",
    )
    assert not database.in_transaction()


def test_erasing_a_candidate_and_letting_go_by_the_clock_leave_the_log_sound(looked: Scene, clock: Clock) -> None:
    # req P18, P19, P21
    erased = Look.get(Look.number == 1).candidate
    assert erase_candidate(erased, RetentionGround.ASKED, by=looked["karel"]) is not None
    verdict = verify_looks()
    assert (verdict.sound, verdict.nameless, verdict.broken) == (6, 3, "")
    clock.go_to(Look.get(Look.number == 1).at + timedelta(days=735))
    record_look(looked["pim"], looked.candidate("Nele"), "candidate")
    assert forget_looks(portal_clock.now()) == 6
    verdict = verify_looks()
    assert (verdict.sound, verdict.let_go, verdict.broken) == (1, 6, "")
