"""What people answer to their appointments: most come, one cannot, one asks for another hour, some are silent."""

from collections.abc import Iterator
from datetime import timedelta

from peewee import ModelSelect

from portal import clock
from portal.actions.answers import answer_entry, wish_for
from portal.demo.telling import Chapter, World
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.database import writes
from portal.queries.answer_lists import answers_in_campaign
from portal.rules.answers import COUNTER

_DAYS = 60  # the story is no longer
_SILENT, _TENTATIVE = 9, 5  # every ninth says nothing, one in between does not know yet


def chapters(world: World) -> Iterator[Chapter]:
    """The bakery's day is answered after it became known; internships are answered as they are planned."""
    yield _day(world)
    yield _internships(world)


def _day(world: World) -> Chapter:
    yield world.days.at(-4, 16)
    _answer_day(world)


@writes
def _answer_day(world: World) -> None:
    groups = answers_in_campaign(world.campaigns["bakery"])
    for group in ("day_candidates", "day_coaches", "day_duties"):
        for number, line in enumerate(groups[group].lines if group in groups else ()):
            if number % _SILENT == _SILENT - 1:
                continue
            answer = "tentative" if number == _TENTATIVE and group == "day_candidates" else "accepted"
            if number == 1 and group == "day_duties":
                answer = "declined"
            note = "Ik moet die dag inspringen aan de oven. Mijn collega Bert kan wel." if answer == "declined" else ""
            answer_entry(line.entry, answer, via="link", note=note)


def _internships(world: World) -> Chapter:
    for number in range(-_DAYS, 0):
        yield world.days.at(number, 15, 20)
        _answer_internships()


@writes
def _answer_internships() -> None:
    """Who is asked along with an internship says yes the same day; one candidate asks for an hour later."""
    entries = CalendarEntry.select().where(
        CalendarEntry.kind.in_(("internship_start", "follow_up", "evaluation", "aftercare")),
        CalendarEntry.asks_answer,
        CalendarEntry.answer == "",
        ~CalendarEntry.cancelled,
        CalendarEntry.starts_at > clock.now(),
    )
    for entry in entries.order_by(CalendarEntry.id):
        wishes = CalendarAnswer.select().where(CalendarAnswer.answer == COUNTER)
        is_far = entry.starts_at > clock.now() + timedelta(days=1)
        if wishes.where(CalendarAnswer.entry == entry).exists():
            continue
        if entry.kind == "evaluation" and entry.user_id is None and is_far and not _is_asked_now(wishes):
            starts, ends = entry.starts_at + timedelta(hours=1), entry.ends_at + timedelta(hours=1)
            wish_for(entry, starts, ends, via="link", note="Ik heb les tot drie uur. Een uur later kan ik wel.")
        else:
            answer_entry(entry, "accepted", via="portal" if entry.user_id else "link", by=entry.user)


def _is_asked_now(wishes: ModelSelect) -> bool:
    """Whether one of these wishes is about something that is still to come."""
    found: bool = wishes.join(CalendarEntry).where(CalendarEntry.starts_at > clock.now()).exists()
    return found
