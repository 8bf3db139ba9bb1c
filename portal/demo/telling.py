"""How the story is told: chapters that each wait for their next moment, played together in order of time.

A chapter is a generator. It yields the instant at which it goes on, and what it then does happens at that instant:
the clock stands there, and the mails of before have left. So chapters interleave as life does, and no reminder
comes before what it reminds of.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from portal import clock
from portal.actions.reminding.running import run_due
from portal.cabinet.intake import TakenIn
from portal.config import SETTINGS, put_in_force, setting
from portal.demo.days import Days
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation
from portal.models.outbox import OutboxMail
from portal.models.vacancies import Vacancy
from portal.outbox.delivery import deliver_due
from portal.rules.delivery import Status

Chapter = Iterator[datetime]

_ALL_MAILS = 10_000
_BEATS = ((8, 5), (16, 5))  # hours (UTC) at which the clock of the story does what the worker's does
_SATURDAY = 5


class StoryBroke(Exception):
    """Something went wrong behind the scenes; the message says what."""


@dataclass
class World:
    """What the chapters share: the calendar, the examined papers, and whom and what the story has made so far.

    `papers` by the key of the applicant; `vacancies` by campaign and vacancy, `nominations` by the applicant's name.
    """

    days: Days
    papers: Mapping[str, Mapping[str, TakenIn]]
    people: dict[str, User] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    vacancies: dict[tuple[str, str], Vacancy] = field(default_factory=dict)
    nominations: dict[str, Nomination] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        """Somebody with an account, by first name in small letters."""
        return self.people[name]

    def invitation(self, campaign: str, organisation: str) -> Invitation:
        """The invitation of an organisation in a campaign, as it stands now."""
        found: Invitation = (
            Invitation.select(Invitation, User)
            .join(Organisation)
            .switch(Invitation)
            .left_outer_join(User, on=(Invitation.user == User.id))
            .where(Invitation.campaign == self.campaigns[campaign], Organisation.name == organisation)
            .order_by(Invitation.id)
            .get()
        )
        found.campaign = Campaign.get_by_id(found.campaign_id)
        return found


def play(chapters: Iterable[Chapter], days: Days) -> None:
    """Play the chapters until they have nothing more to tell. Raises StoryBroke when the clock of the story fails."""
    waiting: list[tuple[datetime, int, Chapter]] = []
    for number, chapter in enumerate(chapters):
        _wait(waiting, number, chapter)
    beats = _beats(waiting[0][0], days.now)
    beat = next(beats, None)
    while waiting:
        moment, number, chapter = heapq.heappop(waiting)
        while beat is not None and beat <= moment:
            _clock_beats(beat)
            beat = next(beats, None)
        with clock.told_at(moment):
            _wait(waiting, number, chapter)
            if OutboxMail.select().where(OutboxMail.status == Status.QUEUED).exists():
                deliver_due(moment, _ALL_MAILS)
    _clock_beats(days.now)


def _wait(waiting: list[tuple[datetime, int, Chapter]], number: int, chapter: Chapter) -> None:
    moment = next(chapter, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, number, chapter))


def _beats(first: datetime, last: datetime) -> Iterator[datetime]:
    """Twice on each weekday between these instants; at weekends little is due, and it comes on Monday."""
    day = first.replace(hour=0, minute=0, second=0, microsecond=0)
    while day <= last:
        for hour, minute in _BEATS:
            beat = day + timedelta(hours=hour, minutes=minute)
            if first < beat < last and day.weekday() < _SATURDAY:
                yield beat
        day += timedelta(days=1)


def _clock_beats(moment: datetime) -> None:
    with clock.told_at(moment):
        done = run_due(moment)
        deliver_due(moment, _ALL_MAILS)
    broken = [name for name, count in done.items() if count < 0]
    if broken:
        raise StoryBroke(f"the clock could not do: {', '.join(broken)}")


@contextmanager
def built_in_mailbox() -> Iterator[None]:
    """Let every mail of the story go to the built-in mailbox: invented people never reach a real mail server."""
    kept = {one.name: setting(one.name) for one in SETTINGS}
    put_in_force({**kept, "DEMO": True, "MAIL_SERVER": ""})
    try:
        yield
    finally:
        put_in_force(kept)
