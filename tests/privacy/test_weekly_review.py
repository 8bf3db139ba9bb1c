"""Each Monday morning the privacy officer hears in numbers who looked, and finds what was unusual (promise P18)."""
# req P18

from datetime import UTC, datetime, timedelta

import pytest

from portal import clock as portal_clock
from portal.actions.access_exports import note_export
from portal.actions.looking import record_look
from portal.actions.reminding.privacy import review_the_week
from portal.actions.restrictions import restrict_candidate
from portal.models.accounts import Look
from portal.models.candidates import Candidate
from portal.models.outbox import OutboxMail
from portal.models.privacy import ReviewDigest
from portal.queries.access_log import verify_looks
from portal.rules.looks import MANY_CANDIDATES, is_outside_hours, review_monday
from portal.rules.restrictions import Ground
from tests.clock import Clock
from tests.nominations.scene import Scene

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # 7:30 in Brussels
MAIL = "privacy/weekly_review"


def _mails() -> list[tuple[str, str]]:
    rows = OutboxMail.select().where(OutboxMail.template == MAIL).order_by(OutboxMail.id)
    return [(row.recipient, bytes(row.raw).decode()) for row in rows]


@pytest.fixture
def week(scene: Scene, clock: Clock) -> Scene:
    """Tuesday in the office, Tuesday night, and an employer of another organisation; a copy and a restriction."""
    fatima, bart = scene.candidate(), scene.candidate("Bart")
    record_look(scene["pim"], fatima, "candidate")
    record_look(scene["emma"], fatima, "introduction")
    note_export(bart, [], by=scene["pim"])
    restrict_candidate(bart, Ground.CLAIM, "Klacht", by=scene["karel"])
    clock.go_to(datetime(2026, 11, 17, 22, tzinfo=UTC))
    record_look(scene["piet"], Candidate.get_by_id(fatima.id), "candidate")
    record_look(scene["joke"], scene.candidate("Nele", by="joke"), "candidate")
    return scene


def test_the_privacy_officer_gets_numbers_and_no_names_once_a_week(week: Scene, clock: Clock) -> None:
    clock.go_to(MONDAY - timedelta(minutes=45))
    review_the_week(portal_clock.now())
    assert _mails() == []
    clock.go_to(MONDAY)
    assert [review_the_week(portal_clock.now()) for _ in range(3)] == [1, 0, 0]
    ((recipient, raw),) = _mails()
    assert recipient == "fenna@netwerk.example"
    text = raw.replace("=\r\n", "").replace("=\n", "")
    for words in ("Inzages: 4", "Springplank, arbeidsbemiddelaar, jobcoach: 3", "Buiten de kantooruren: 1"):
        assert words in text
    for words in (
        "buiten de eigen organisatie: 1",
        "Dossiers die nu afgeschermd zijn: 1",
        "van een dossier: 1",
    ):
        assert words in text
    for name in ("Fatima", "Bart", "Nele", "Amrani"):
        assert name not in raw
    verdict = verify_looks()
    assert f"{verdict.number}:{verdict.link}" in text


def test_nothing_is_sent_when_nothing_happened(scene: Scene, clock: Clock) -> None:
    clock.go_to(MONDAY)
    assert review_the_week(portal_clock.now()) == 0
    assert _mails() == []
    assert review_the_week(portal_clock.now()) == 0
    assert ReviewDigest.select().where(ReviewDigest.organisation == scene["fenna"].organisation).count() == 1


def test_after_weeks_without_a_worker_one_mail_tells_all_of_them(week: Scene, clock: Clock) -> None:
    clock.go_to(MONDAY)
    review_the_week(portal_clock.now())
    clock.go_to(MONDAY + timedelta(days=1))
    record_look(week["pim"], Candidate.get(Candidate.first_name == "Fatima"), "candidate")
    clock.go_to(MONDAY + timedelta(weeks=3, days=2))
    assert review_the_week(portal_clock.now()) == 1
    text = _mails()[-1][1].replace("=\r\n", "").replace("=\n", "")
    assert "Inzages: 1" in text
    assert "maandag 23 november 2026" in text
    assert "zondag 13 december 2026" in text
    assert review_the_week(portal_clock.now()) == 0


def test_the_page_finds_what_was_unusual(week: Scene, clock: Clock) -> None:
    fenna = week.browser("fenna")
    page = fenna.visits("/privacy/looks")
    assert "Buiten de kantooruren" in page.links()
    fenna.clicks("Buiten de kantooruren")
    assert "1 inzage" in fenna.page
    assert "Piet Smets" in fenna.page
    assert "1 inzage" in fenna.visits("/privacy/looks?unusual=outside_organisation")
    assert "1 inzage" in fenna.visits("/privacy/looks?unusual=exports")
    assert "0 inzages" in fenna.visits("/privacy/looks?unusual=many")
    fenna.visits("/privacy/looks?unusual=nonsense")
    for number in range(MANY_CANDIDATES):
        record_look(week["pim"], week.candidate(f"K{number}"), "candidate")
    assert f"{MANY_CANDIDATES + 2} inzages" in fenna.visits("/privacy/looks?unusual=many")


def test_the_line_of_somebody_who_was_erased_stays_readable(week: Scene) -> None:
    Look.update(candidate=None).where(Look.number == 1).execute()
    assert "gewist" in week.browser("fenna").visits("/privacy/looks")


@pytest.mark.parametrize(
    ("at", "outside"),
    [
        (datetime(2026, 11, 17, 5, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 17, 6, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 17, 18, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 17, 19, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 21, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 17, 5, 0, tzinfo=UTC), False),
    ],
)
def test_office_hours_are_those_of_the_zone(at: datetime, outside: bool) -> None:
    assert is_outside_hours(at, "Europe/Brussels") is outside


@pytest.mark.parametrize(
    ("at", "monday"),
    [
        (datetime(2026, 11, 23, 5, 59, tzinfo=UTC), "2026-11-16"),
        (datetime(2026, 11, 23, 6, 0, tzinfo=UTC), "2026-11-23"),
        (datetime(2026, 11, 24, 0, 0, tzinfo=UTC), "2026-11-23"),
        (datetime(2026, 10, 26, 6, 0, tzinfo=UTC), "2026-10-26"),
    ],
)
def test_a_review_is_due_on_monday_at_seven(at: datetime, monday: str) -> None:
    assert review_monday(at, "Europe/Brussels").isoformat() == monday
