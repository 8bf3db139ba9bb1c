"""Planning a talk through the pages, in two steps, and what stands in whose calendar."""

from typing import Any

from portal.models.calendar import CalendarEntry
from portal.models.interviews import Interview
from portal.models.outbox import OutboxMail
from tests.person import Page, Person
from tests.stage import Stage

USUAL: dict[str, Any] = {"on": "2026-11-19", "time": "10:00", "minutes": 45, "place": "Ovenstraat 1, Mol"}


def checks(person: Person, stage: Stage, name: str, **values: Any) -> Page:
    """Fill in a talk with a candidate, up to the page that shows the mails."""
    person.visits(f"/nominations/{stage.nominations[name].public_id}/interviews/new")
    return person.fills_in(press="Bekijk de mails", **USUAL | values)


def plans(person: Person, stage: Stage, name: str, **values: Any) -> Interview:
    """Plan a talk: fill in, look at the mails, send."""
    checks(person, stage, name, **values)
    person.fills_in(press="Bewaar en verstuur")
    return newest()


def moves(person: Person, interview: Interview, **values: Any) -> Page:
    """Change a talk: fill in, look at the mails, send."""
    person.visits(f"/interviews/{interview.public_id}/change")
    person.fills_in(press="Bekijk de mails", **values)
    (press,) = [words for words in person.page.buttons if words.startswith("Bewaar")]
    return person.fills_in(press=press)


def newest() -> Interview:
    """The talk that was planned last."""
    found: Interview = Interview.select().order_by(Interview.id.desc()).get()
    return found


def calendars(interview: Interview) -> dict[str, tuple[int, bool]]:
    """Whose calendar this talk stands in: (SEQUENCE, whether it is cancelled) by address."""
    rows = CalendarEntry.select().where(CalendarEntry.subject == f"interview:{interview.public_id}")
    return {entry.attendee_email: (entry.sequence, entry.cancelled) for entry in rows}


def all_mail_left() -> None:
    """As if the worker had delivered everything."""
    OutboxMail.update(status="sent").execute()
