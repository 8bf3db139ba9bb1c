"""Retention runs by itself: the clock goes from day to day, and each file goes on its own day (promise P21)."""

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.actions.decisions import decide, publish_decisions
from portal.actions.legal_holds import hold_candidate, lift_hold
from portal.actions.looking import record_look
from portal.actions.reminding.retention import keep_to_terms
from portal.models.accounts import Look
from portal.models.candidates import Candidate
from portal.models.internships import Internship
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from portal.models.placements import AftercareMoment, Placement
from portal.models.retention import Erasure, ErasureWarning
from portal.queries import retention
from portal.queries.next_steps.retention import retention_steps
from portal.queries.pool_consent import PoolConsent
from portal.rules.decisions import Outcome
from tests.clock import BRUSSELS, Clock
from tests.stage import Stage, mails, set_stage

FIRST = date(2026, 11, 17)


def _morning(clock: Clock, day: date, at: time = time(6)) -> int:
    return keep_to_terms(clock.go_to(datetime.combine(day, at, BRUSSELS)))


def _names() -> set[str]:
    return {one.first_name for one in Candidate.select()}


def _decide(stage: Stage, name: str, outcome: Outcome) -> None:
    decide(
        stage.decidable(name),
        outcome,
        vacancy=stage.vacancies[0],
        motivation="Besproken.",
        words_for_candidate="Dank je.",
        seen_version=0,
        by=stage.people["lotte"],
    )


def _idle(stage: Stage, name: str) -> Candidate:
    pim = stage.people["pim"]
    made: Candidate = Candidate.create(organisation=pim.organisation, jobcoach=pim, first_name=name, last_name="Zomers")
    return made


def _lives(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> dict[str, date]:
    """One file of every kind, with the day on which each must go."""
    for name, outcome in (
        ("Amina", Outcome.NOT_RETAINED),
        ("Bram", Outcome.RESERVE),
        ("Carla", Outcome.RETAINED),
        ("Dries", Outcome.RETAINED),
        ("Elke", Outcome.RETAINED),
        ("Faro", Outcome.NOT_RETAINED),
    ):
        _decide(stage, name, outcome)
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    ends = {"Carla": date(2026, 12, 28), "Dries": date(2026, 12, 11)}
    for name, ends_on in ends.items():
        nomination = stage.nominations[name]
        internship = Internship.create(
            nomination=nomination, jobcoach=nomination.jobcoach, starts_on=date(2026, 11, 30), ends_on=ends_on
        )
        if name == "Dries":
            placement = Placement.create(
                internship=internship, outcome="hired", by=stage.people["emma"], starts_on=date(2026, 12, 14)
            )
            AftercareMoment.create(placement=placement, on=date(2027, 8, 2))
    Nomination.update(state="draft").where(Nomination.id == stage.nominations["Gitte"].id).execute()
    _idle(stage, "Hanne")
    consents = {stage.nominations["Faro"].candidate_id: PoolConsent(FIRST)}
    monkeypatch.setattr(retention, "pool_consents", lambda ids: consents)
    return {
        "Amina": date(2026, 12, 15),  # 28 days after the day
        "Bram": date(2026, 12, 28),  # reserve: 28 days after the planned start of the internships
        "Elke": date(2027, 2, 28),  # retained, no internship came: 90 days after the planned start
        "Carla": date(2027, 3, 28),  # 90 days after the end: the night on which the clock goes forward
        "Dries": date(2027, 10, 31),  # 90 days after the last aftercare: the night on which the clock goes back
        "Faro": date(2027, 11, 17),  # in the pool for a year
        "Gitte": date(2026, 12, 17),  # a draft: 30 days after the last change
        "Hanne": date(2026, 12, 17),  # nobody put her forward: 30 days
    }


def test_every_file_goes_on_its_own_day_for_four_hundred_days(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # req P21
    stage = set_stage(app, ("Amina", "Bram", "Carla", "Dries", "Elke", "Faro", "Gitte"))
    expected = _lives(stage, monkeypatch)
    warned: dict[str, date] = {}
    gone: dict[str, date] = {}
    there = _names()
    for number in range(400):
        day = FIRST + timedelta(days=number)
        # Once before five, once after, once again: the first and the last do nothing.
        assert _morning(clock, day, time(4, 59)) == 0
        _morning(clock, day)
        assert _morning(clock, day, time(23, 59)) == 0
        for row in ErasureWarning.select(ErasureWarning, Candidate).join(Candidate):
            warned.setdefault(row.candidate.first_name, day)
        now_there = _names()
        gone |= dict.fromkeys(there - now_there, day)
        there = now_there
    assert gone == expected
    assert warned == {name: day - timedelta(days=7) for name, day in expected.items()}
    assert Erasure.select().count() == len(expected)
    assert {one.ground for one in Erasure.select()} == {"term"}


def test_a_jobcoach_gets_one_mail_for_all_files_and_no_name_stands_in_it(stage: Stage, clock: Clock) -> None:
    for number in range(3, 30):
        _morning(clock, FIRST + timedelta(days=number))
    told = mails("retention/soon_erased")
    assert sorted(who for who, _ in told) == ["joke@netwerk.example", "pim@netwerk.example"]
    for mail in OutboxMail.select().where(OutboxMail.template == "retention/soon_erased"):
        text = bytes(mail.raw).decode()
        assert not any(name in text + mail.subject for name in (*stage.nominations, "Zomers"))


def test_the_jobcoach_sees_it_among_the_next_steps_a_week_before(stage: Stage, clock: Clock) -> None:
    pim, lotte = stage.people["pim"], stage.people["lotte"]
    _morning(clock, date(2026, 12, 7))
    assert retention_steps(pim, portal_clock.now()) == []
    _morning(clock, date(2026, 12, 8))
    (step,) = retention_steps(pim, portal_clock.now())
    assert (step.values["count"], step.until.date()) == (3, date(2026, 12, 15)) if step.until else False
    assert retention_steps(lotte, portal_clock.now()) == []


def test_where_the_jobcoach_left_the_coordinator_hears_it(stage: Stage, clock: Clock) -> None:
    stage.people["pim"].change(active=False)
    _morning(clock, date(2026, 12, 8))
    assert {who for who, _ in mails("retention/soon_erased")} == {"an@netwerk.example", "joke@netwerk.example"}


def test_after_a_month_without_the_portal_it_warns_first_and_erases_a_week_later(stage: Stage, clock: Clock) -> None:
    _morning(clock, date(2027, 1, 20))
    assert len(_names()) == 4
    _morning(clock, date(2027, 1, 26))
    assert len(_names()) == 4
    _morning(clock, date(2027, 1, 27))
    assert _names() == set()


def test_a_clock_that_jumps_ahead_and_back_erases_nobody(stage: Stage, clock: Clock) -> None:
    # req P22
    _morning(clock, date(2026, 11, 20))
    _morning(clock, date(2036, 1, 1))
    _morning(clock, date(2026, 11, 21))
    assert len(_names()) == 4
    for number in range(4, 28):
        _morning(clock, FIRST + timedelta(days=number))
    assert len(_names()) == 4
    _morning(clock, date(2026, 12, 15))
    assert _names() == set()


def test_a_hold_stops_the_clock_and_lifting_it_gives_a_week(stage: Stage, clock: Clock) -> None:
    an = stage.people["an"]
    hold = hold_candidate(stage.nominations["Amina"].candidate, "Er loopt een klacht.", by=an)
    for number in range(3, 60):
        _morning(clock, FIRST + timedelta(days=number))
    assert _names() == {"Amina"}
    lift_hold(hold, by=an)
    lifted = FIRST + timedelta(days=60)
    for number in range(7):
        _morning(clock, lifted + timedelta(days=number))
        assert _names() == {"Amina"}
    _morning(clock, lifted + timedelta(days=7))
    assert _names() == set()


def test_one_nomination_goes_and_another_keeps_the_person(stage: Stage, clock: Clock) -> None:
    first = stage.nominations["Amina"]
    later = stage.campaign
    later_id = type(later).create(
        state="running", title="Later", organisation=later.organisation, lead=later.lead, employer=later.employer,
        site=later.site, selection_day_on=date(2027, 3, 2),
    )  # fmt: skip
    second = Nomination.create(
        state="put_forward", campaign=later_id, candidate=first.candidate, invitation=first.invitation,
        organisation=first.organisation, jobcoach=first.jobcoach, put_forward_at=portal_clock.now(),
    )  # fmt: skip
    for number in range(3, 40):
        _morning(clock, FIRST + timedelta(days=number))
    assert [one.id for one in Nomination.select()] == [second.id]
    assert _names() == {"Amina"}
    assert {one.what for one in Erasure.select()} == {"nomination", "candidate"}


def test_looks_go_after_twenty_four_months(stage: Stage, clock: Clock) -> None:
    candidate = _idle(stage, "Hanne")
    hold_candidate(candidate, "Er loopt een klacht.", by=stage.people["an"])
    record_look(stage.people["pim"], candidate, "candidate")
    _morning(clock, date(2028, 11, 17))
    assert Look.select().count() == 1
    _morning(clock, date(2028, 11, 18))
    assert Look.select().count() == 0


def test_a_decision_that_is_not_made_known_does_not_betray_itself_by_a_date(stage: Stage) -> None:
    before = retention.file_of(stage.nominations["Amina"], FIRST).due_on
    _decide(stage, "Amina", Outcome.RETAINED)
    assert retention.file_of(stage.nominations["Amina"], FIRST).due_on == before
