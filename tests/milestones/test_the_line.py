"""Milestones of one nomination: what is known, what people state, what is next, and taking it back."""

from datetime import date

import pytest
from flask import Flask

from portal.actions.decisions import decide, publish_decisions, tell_candidate
from portal.actions.milestones import Stated, settle_milestone, state_milestone, undo_milestone
from portal.actions.news import keep_notice
from portal.actions.notices import send_digests
from portal.models.decisions import Relay
from portal.models.history import HistoryLine
from portal.models.milestones import MilestoneOutcome, NoticeChoice
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from portal.models.selection_days import Attendance, SelectionDay
from portal.queries.milestones import line_of_nomination
from portal.queries.next_steps.gathering import next_steps
from portal.rules.decisions import Outcome, ToldHow
from portal.rules.milestones import Milestone
from portal.rules.notices import Topic
from portal.rules.refusals import Refused
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, mails, set_stage


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    return set_stage(app)


def _nomination(stage: Stage, name: str = "Amina") -> Nomination:
    return Nomination.get_by_id(stage.nominations[name].id)


def _state(stage: Stage, milestone: str, outcome: str, *, by: str = "lotte", **more: object) -> MilestoneOutcome:
    stated = Stated(milestone=milestone, outcome=outcome, **more)  # type: ignore[arg-type]
    return state_milestone(_nomination(stage), stated, by=stage.people[by])


def _signed_in(app: Flask, name: str) -> Person:
    return Person(app).signs_in(f"{name}@netwerk.example")


def test_a_green_outcome_leads_to_the_next_milestone(app: Flask, stage: Stage) -> None:
    # req 002-10, 002-15
    lotte = _signed_in(app, "lotte")
    lotte.visits(f"/nominations/{_nomination(stage).public_id}/milestones")
    assert "Volgende: Contact gelegd" in lotte.page
    lotte.fills_in("Bewaar", outcome="Gesproken", note="Belt graag na vieren.")
    assert "Volgende: Gesprek gehad" in lotte.page
    assert "Noteer: Gesprek gehad" in lotte.page
    assert "Belt graag na vieren." in lotte.page


def test_the_jobcoach_hears_of_a_green_outcome_the_next_morning_in_one_mail(stage: Stage, clock: Clock) -> None:
    # req 002-11, 002-17
    _state(stage, "contact", "spoken")
    _state(stage, "talk", "held")
    assert mails("milestones/good_news") == []
    assert send_digests(clock.now()) == 0
    clock.advance(days=1)
    assert send_digests(clock.now()) == 1
    assert send_digests(clock.now()) == 0
    assert mails("milestones/digest") == [("pim@netwerk.example", "Nieuws over kandidaten")]


def test_who_wants_it_at_once_gets_a_mail_at_once_and_no_digest(stage: Stage, clock: Clock) -> None:
    # req 002-01, 002-11
    NoticeChoice.create(user=stage.people["pim"], topic="progress", how="at_once")
    _state(stage, "contact", "spoken")
    [(reader, subject)] = mails("milestones/good_news")
    assert reader == "pim@netwerk.example"
    assert "Amina" not in subject
    clock.advance(days=1)
    assert send_digests(clock.now()) == 0


def test_nobody_hears_of_what_he_or_she_noted(stage: Stage, clock: Clock) -> None:
    _state(stage, "contact", "spoken", by="pim")
    clock.advance(days=1)
    assert send_digests(clock.now()) == 0


def test_an_orange_outcome_comes_back_on_its_day_and_goes_when_settled(stage: Stage, clock: Clock) -> None:
    # req 002-13
    day = date(2026, 11, 20)
    stated = _state(stage, "contact", "no_answer", come_back_on=day)
    lotte = stage.people["lotte"]
    assert not [one for one in next_steps(lotte, clock.now()) if "Kom terug" in one.what]
    clock.advance(days=5)
    [step] = [one for one in next_steps(lotte, clock.now()) if "Kom terug" in one.what]
    assert (step.values["name"], step.endpoint) == ("Amina", "milestones.show")
    settle_milestone(stated, by=lotte)
    assert not [one for one in next_steps(lotte, clock.now()) if "Kom terug" in one.what]


def test_an_orange_outcome_needs_a_day_that_is_still_to_come(stage: Stage) -> None:
    # req 002-13
    for day in (None, date(2026, 1, 1)):
        with pytest.raises(Refused):
            _state(stage, "contact", "no_answer", come_back_on=day)


def test_a_red_outcome_archives_and_tells_the_jobcoach_and_undoing_brings_it_back(stage: Stage) -> None:
    # req 002-14, 002-16
    stated = _state(stage, "contact", "not_further")
    assert _nomination(stage).archived_at is not None
    assert mails("milestones/ended_here") == [
        ("pim@netwerk.example", "Een voordracht in Samen aan de slag gaat niet verder")
    ]
    with pytest.raises(Refused):
        _state(stage, "talk", "held")
    undo_milestone(stated, by=stage.people["lotte"])
    undo_milestone(stated, by=stage.people["lotte"])
    assert (_nomination(stage).archived_at, _nomination(stage).archive_reason) == (None, "")
    assert [
        line.step
        for line in HistoryLine.select().where(HistoryLine.subject == "MilestoneOutcome").order_by(HistoryLine.id)
    ] == [
        "red",
        "undo",
    ]


def test_undoing_brings_back_what_stood_before(stage: Stage) -> None:
    # req 002-16
    _state(stage, "contact", "spoken")
    second = _state(stage, "contact", "more_needed", come_back_on=date(2026, 12, 1))
    undo_milestone(second, by=stage.people["lotte"])
    line, _ = line_of_nomination(stage.decidable("Amina"))
    assert line.outcome is not None
    assert (line.phase, line.outcome.key, line.come_back_on) == ("contact", "spoken", None)


def test_what_the_portal_knows_is_computed_and_cannot_be_stated(stage: Stage, clock: Clock) -> None:
    # req 002-10
    day = SelectionDay.create(campaign=stage.campaign, on=date(2026, 11, 17), state="published")
    Attendance.create(selection_day=day, nomination=stage.nominations["Amina"], state="present")
    line, _ = line_of_nomination(stage.decidable("Amina"))
    assert (line.phase, line.outcome and line.outcome.key) == (Milestone.DAY, "came")
    for milestone in ("day", "decision", "told", "no_such"):
        with pytest.raises(Refused):
            _state(stage, milestone, "came")
    with pytest.raises(Refused):
        _state(stage, "week_1", "at_work")
    assert MilestoneOutcome.select().count() == 0


def test_who_is_not_retained_is_archived_when_the_candidate_knows(stage: Stage, clock: Clock) -> None:
    # req 002-14
    lotte, pim = stage.people["lotte"], stage.people["pim"]
    decide(
        stage.decidable("Amina"),
        Outcome.NOT_RETAINED,
        vacancy=None,
        motivation="Nog te vroeg.",
        words_for_candidate="Volg eerst de opleiding.",
        seen_version=0,
        by=lotte,
    )
    line, _ = line_of_nomination(stage.decidable("Amina"))
    assert line.phase == ""  # nobody sees a decision before it is published
    publish_decisions(stage.campaign, by=lotte)
    line, _ = line_of_nomination(stage.decidable("Amina"))
    assert line.coming is not None
    assert (line.phase, line.coming.milestone, _nomination(stage).archived_at) == ("decision", "told", None)
    clock.advance(hours=1)
    tell_candidate(Relay.get(), clock.now(), ToldHow.PHONE, reaction="", by=pim)
    assert _nomination(stage).archived_at is not None


def test_a_notice_waits_once_and_is_told_only_while_its_reader_may_see_it(stage: Stage, clock: Clock) -> None:
    joke, nomination = stage.people["joke"], _nomination(stage)
    for _ in range(2):
        keep_notice(joke, Topic.PROGRESS, nomination, "contact", "spoken")
    clock.advance(days=1)
    assert send_digests(clock.now()) == 0
    assert OutboxMail.select().where(OutboxMail.template == "milestones/digest").count() == 0


def test_a_double_click_is_one_outcome(app: Flask, stage: Stage) -> None:
    # req P7
    lotte = _signed_in(app, "lotte")
    where = f"/nominations/{_nomination(stage).public_id}/milestones"
    lotte.visits(where)
    once = next(one.get("value") for one in lotte.page.tree.iter("input") if one.get("name") == "once")
    for _ in range(3):
        lotte.sends(f"{where}/contact", {"once": once, "outcome": "not_further"})
    assert MilestoneOutcome.select().count() == 1
    assert len(mails("milestones/ended_here")) == 1


def test_a_colleague_reads_the_line_and_states_nothing(app: Flask, stage: Stage) -> None:
    where = f"/nominations/{_nomination(stage).public_id}/milestones"
    sofie = _signed_in(app, "sofie")
    sofie.visits(where)
    assert "Bewaar" not in sofie.page
    joke = _signed_in(app, "joke")
    joke.visits(where, expect=404)
