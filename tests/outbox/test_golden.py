"""Whole mails as they leave, readable as diffs. To renew them: `GOLDEN=write pytest tests/outbox`."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from portal.calendar.entries import Attendee, Event, Revision, cancel, find, invite
from portal.models.database import write_transaction
from portal.outbox.posting import post
from portal.outbox.values import Span
from portal.rules.delivery import Status
from tests.calendar.ics_lines import read_invitation
from tests.clock import Clock
from tests.outbox.examples import INVITED, RESULT, must_post
from tests.outbox.reading import body, read, readable

GOLDEN = Path(__file__).parent / "golden"
PIM = Attendee("pim@tandem.example", "Pim de Wit")
SEASONS = {
    "winter": datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    "summer": datetime(2027, 6, 15, 7, 30, tzinfo=UTC),
}
SUMMARIES = {
    "nl": "Infosessie bij Bakkerij De Korenbloem",
    "en": "Info session at Bakkerij De Korenbloem",
}


@pytest.fixture(autouse=True)
def counted_names(monkeypatch: pytest.MonkeyPatch, outbox: Callable[[], list[Status]], clock: Clock) -> None:
    """UIDs and tokens that are the same in every run."""
    count = iter(range(1, 1000))
    monkeypatch.setattr("uuid.uuid4", lambda: UUID(int=next(count)))


def same_as_golden(raw: bytes, name: str) -> None:
    """Compare with the golden file, or write it when told to."""
    file, found = GOLDEN / f"{name}.txt", readable(raw)
    if os.environ.get("GOLDEN") == "write":
        file.write_text(found, "utf-8")
    assert found == file.read_text("utf-8")


def history(kind: str, event: Event) -> Revision:
    """The revision of that kind, after those that must come before it."""
    revision = invite(PIM, "info_session", "invitation:abc", event)
    if kind == "update":
        hour = timedelta(hours=1)
        later = replace(event, starts_at=event.starts_at + hour, ends_at=event.ends_at + hour)
        revision = invite(PIM, "info_session", "invitation:abc", later)
    if kind == "correction":
        revision = invite(PIM, "info_session", "invitation:abc", replace(event, description="Tot dan!"))
    if kind == "cancel":
        assert revision is not None
        row = post(INVITED, calendar=revision)
        assert row is not None
        row.change(status=Status.SENT)  # what never left is not cancelled by mail
        entry = find(PIM, "info_session", "invitation:abc")
        assert entry is not None
        revision = cancel(entry)
    assert revision is not None
    return revision


@pytest.mark.parametrize("kind", ["invite", "update", "correction", "cancel"])
@pytest.mark.parametrize("season", SEASONS)
@pytest.mark.parametrize("language", SUMMARIES)
def test_an_invitation_is_as_agreed(kind: str, season: str, language: str) -> None:
    # req Y-13
    starts_at = SEASONS[season]
    event = Event(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        zone="Europe/Brussels",
        summary=SUMMARIES[language],
        description="Lotte Peeters, 0470 00 00 01",
        location="Kouter 12, 9000 Gent",
        url="http://portal.test/invitations/abc",
    )
    with write_transaction():
        revision = history(kind, event)
        when = Span(revision.starts_at, revision.starts_at + timedelta(minutes=90), "Europe/Brussels")
        mail = replace(INVITED, language=language, values={**INVITED.values, "when": when})
        row = post(mail, calendar=revision)
    assert row is not None
    read_invitation(body(read(row.raw), "calendar").encode())
    same_as_golden(row.raw, f"{kind}-{season}-{language}")


def test_a_deadline_is_as_agreed() -> None:
    event = Event(
        starts_at=datetime(2026, 12, 4, 15, 30, tzinfo=UTC),
        ends_at=datetime(2026, 12, 4, 16, 0, tzinfo=UTC),
        zone="Europe/Brussels",
        summary="Laatste moment voor voordrachten",
        transparent=True,
    )
    with write_transaction():
        revision = invite(PIM, "nominations_close", "campaign:abc", event)
        row = post(INVITED, calendar=revision)
    assert row is not None
    same_as_golden(row.raw, "deadline-winter-nl")


def test_a_plain_mail_is_as_agreed() -> None:
    same_as_golden(must_post(RESULT).raw, "plain-nl")
