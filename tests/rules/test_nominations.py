"""When somebody may be put forward, what lacks, and how far each task is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from portal.rules.nominations import (
    LACKING,
    TASK_NAMES,
    NominationFacts,
    Phase,
    Task,
    TaskState,
    Window,
    asked_tasks,
    is_late,
    missing,
    phase_of,
    refuse_beginning,
    refuse_incomplete,
    refuse_outside_window,
    task_state,
)
from portal.rules.refusals import Refused

OPENS = datetime(2026, 11, 10, 9, tzinfo=UTC)
CLOSES = datetime(2026, 11, 24, 16, tzinfo=UTC)
LATE_UNTIL = CLOSES + timedelta(days=2)
SECOND = timedelta(seconds=1)
OPEN_WINDOW = Window(
    campaign_state="running",
    invitation_state="accepted",
    opens_at=OPENS,
    closes_at=CLOSES,
    lead="Lotte Maes",
    phone="014 55 66 77",
)
COMPLETE = NominationFacts(
    vacancies=1,
    asked=3,
    answered=3,
    has_cv=True,
    has_letter=True,
    competences="Werkt netjes",
    motivation="Bakt graag",
    measures_considered=True,
    internship_hours=0,
    availability="Voltijds",
    transport="bus",
    support_considered=True,
    agreed_with_candidate=True,
)
EMPTIED = {
    Task.VACANCIES: {"vacancies": 0},
    Task.PROFILE: {"answered": 2},
    Task.CV: {"has_cv": False},
    Task.LETTER: {"has_letter": False},
    Task.MOTIVATION: {"motivation": " "},
    Task.MEASURES: {"measures_considered": False},
    Task.INTERNSHIP: {"internship_hours": None},
    Task.AVAILABILITY: {"availability": "\n"},
    Task.COMMUTING: {"transport": " "},
    Task.SUPPORT: {"support_considered": False},
    Task.AGREEMENT: {"agreed_with_candidate": False},
}


@pytest.mark.parametrize(
    ("now", "late_until", "phase"),
    [
        (OPENS - SECOND, None, Phase.BEFORE),
        (OPENS, None, Phase.OPEN),
        (CLOSES, None, Phase.OPEN),
        (CLOSES + SECOND, None, Phase.CLOSED),
        (CLOSES, LATE_UNTIL, Phase.OPEN),
        (CLOSES + SECOND, LATE_UNTIL, Phase.LATE),
        (LATE_UNTIL, LATE_UNTIL, Phase.LATE),
        (LATE_UNTIL + SECOND, LATE_UNTIL, Phase.CLOSED),
        (OPENS - SECOND, LATE_UNTIL, Phase.BEFORE),
    ],
)
def test_the_window_opens_and_closes_to_the_second(now: datetime, late_until: datetime | None, phase: Phase) -> None:
    # req 001-13, Y-6
    assert phase_of(replace(OPEN_WINDOW, late_until=late_until), now) == phase


@pytest.mark.parametrize(
    ("campaign_state", "invitation_state"),
    list(product(("draft", "running", "closed", "cancelled"), ("invited", "accepted", "declined", "revoked"))),
)
def test_only_who_takes_part_in_a_running_campaign_puts_forward(campaign_state: str, invitation_state: str) -> None:
    window = replace(OPEN_WINDOW, campaign_state=campaign_state, invitation_state=invitation_state)
    if (campaign_state, invitation_state) == ("running", "accepted"):
        refuse_outside_window(window, OPENS)
    else:
        with pytest.raises(Refused):
            refuse_outside_window(window, OPENS)
        with pytest.raises(Refused):
            refuse_beginning(window, OPENS)


def test_without_a_deadline_nobody_is_put_forward_but_a_draft_may_be_begun() -> None:
    window = replace(OPEN_WINDOW, closes_at=None, opens_at=None)
    assert phase_of(window, OPENS) == Phase.NOT_SET
    with pytest.raises(Refused, match="ligt nog niet vast"):
        refuse_outside_window(window, OPENS)
    refuse_beginning(window, OPENS)


def test_a_draft_may_be_begun_before_the_window_opens_and_not_after_it_closed() -> None:
    refuse_beginning(OPEN_WINDOW, OPENS - SECOND)
    with pytest.raises(Refused):
        refuse_beginning(OPEN_WINDOW, CLOSES + SECOND)


def test_who_is_too_late_reads_the_deadline_and_whom_to_call() -> None:
    # req 001-13
    with pytest.raises(Refused) as refused:
        refuse_outside_window(OPEN_WINDOW, CLOSES + SECOND)
    assert refused.value.sentence.startswith("De termijn liep af op %(deadline)s.")
    assert refused.value.values == {"deadline": CLOSES, "lead": "Lotte Maes", "phone": " (014 55 66 77)"}
    assert str(refused.value.values["deadline"].tzinfo) == "Europe/Brussels"


def test_a_late_link_that_ends_before_the_deadline_takes_nothing_away() -> None:
    window = replace(OPEN_WINDOW, late_until=OPENS)
    assert window.ends_at == CLOSES
    assert phase_of(window, CLOSES) == Phase.OPEN


def test_who_is_too_early_reads_when_it_opens() -> None:
    with pytest.raises(Refused) as refused:
        refuse_outside_window(OPEN_WINDOW, OPENS - SECOND)
    assert refused.value.values == {"opens": OPENS}


@pytest.mark.parametrize(
    ("put_forward_at", "closes_at", "late"),
    [
        (None, CLOSES, False),
        (CLOSES, None, False),
        (CLOSES, CLOSES, False),
        (CLOSES + SECOND, CLOSES, True),
        (OPENS, CLOSES, False),
    ],
)
def test_late_is_computed(put_forward_at: datetime | None, closes_at: datetime | None, late: bool) -> None:
    # req Y-6
    assert is_late(put_forward_at, closes_at) is late


def test_every_task_has_a_name_and_every_one_that_can_lack_a_sentence() -> None:
    assert set(TASK_NAMES) == set(Task)
    assert set(LACKING) == set(Task) - {Task.CANDIDATE} == set(EMPTIED)


def test_a_complete_nomination_lacks_nothing() -> None:
    assert missing(COMPLETE) == []
    assert {task_state(task, COMPLETE) for task in Task} == {TaskState.DONE}
    refuse_incomplete(COMPLETE)


@pytest.mark.parametrize("task", list(EMPTIED))
def test_each_thing_that_lacks_is_named_by_itself(task: Task) -> None:
    # req Y-4
    facts = replace(COMPLETE, **EMPTIED[task])  # type: ignore[arg-type]
    assert [(one.task, one.sentence) for one in missing(facts)] == [(task, LACKING[task])]
    with pytest.raises(Refused):
        refuse_incomplete(facts)


def test_a_new_nomination_lacks_everything_in_the_order_of_the_tasks() -> None:
    assert [one.task for one in missing(NominationFacts(asked=1))] == [task for task in Task if task in EMPTIED]


def test_no_internship_means_no_question_about_its_hours() -> None:
    # req 001-03, 001-18
    facts = replace(COMPLETE, has_internship=False, internship_hours=None)
    assert Task.INTERNSHIP not in asked_tasks(facts)
    assert missing(facts) == []


def test_zero_internship_hours_is_an_answer() -> None:
    # req 001-18
    assert task_state(Task.INTERNSHIP, NominationFacts(internship_hours=0)) == TaskState.DONE


@pytest.mark.parametrize(
    ("competences", "motivation", "state"),
    [
        ("", "", TaskState.TODO),
        ("x", "", TaskState.BUSY),
        ("", "x", TaskState.BUSY),
        ("x", "x", TaskState.DONE),
        (" ", "x", TaskState.BUSY),
    ],
)
def test_a_half_written_introduction_is_busy(competences: str, motivation: str, state: TaskState) -> None:
    # req 000-11
    facts = NominationFacts(competences=competences, motivation=motivation)
    assert task_state(Task.MOTIVATION, facts) == state
