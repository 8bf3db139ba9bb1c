"""Mails that leave together: seen before they leave, and followed and stopped as one afterwards.

`rehearse` does an action for nothing and tells what it would send; `in_batch` marks what an action posts.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

from portal.models.database import database, new_public_id, writes
from portal.models.outbox import MailBatch, OutboxMail
from portal.outbox.rendering import MailText
from portal.rules.delivery import WAITING, Reason, Status

_IN_PLACE_OF_A_SECRET = "voorbeeldlink"


@dataclass(frozen=True)
class Planned:
    """One mail that would leave; `withheld` is why it would not, after all (the address has trouble)."""

    template: str
    name: str
    address: str
    language: str
    has_appointment: bool
    withheld: Reason | None = None


@dataclass(frozen=True)
class LeftOut:
    """Somebody who gets no mail, and why: a Dutch sentence, marked with `N_`."""

    name: str
    reason: str


@dataclass(frozen=True)
class Example:
    """The first mail of its kind, as its reader will read it; the links in it lead nowhere."""

    planned: Planned
    words: MailText


@dataclass(frozen=True)
class Rehearsal:
    """What an action would send: every mail, one example of each kind, who is left out; `result` is the action's."""

    mails: tuple[Planned, ...]
    left_out: tuple[LeftOut, ...]
    examples: tuple[Example, ...]
    result: Any = None
    once: str = field(default_factory=new_public_id)  # a trial sent twice from one page is one mail

    @property
    def leaving(self) -> list[Planned]:
        """The mails that would leave."""
        return [one for one in self.mails if one.withheld is None]

    @property
    def withheld(self) -> list[Planned]:
        """The mails that would be made and wait for a person."""
        return [one for one in self.mails if one.withheld is not None]

    @property
    def counts(self) -> dict[str, int]:
        """How many would leave of each kind, by template."""
        return dict(Counter(one.template for one in self.leaving))

    @property
    def fingerprint(self) -> str:
        """The same for the same mails to the same people; what was seen is what leaves."""
        return fingerprint_of(self.mails)


@dataclass
class Course:
    """What happens while an action runs: what it posts, whom it leaves out, which secrets it gave out."""

    batch: MailBatch | None = None
    rows: list[tuple[OutboxMail, MailText]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)


_course: ContextVar[Course | None] = ContextVar("course", default=None)


class _Over(Exception):
    """No error: it rolls the rehearsal back."""


def rehearse(action: Callable[[], Any]) -> Rehearsal:
    """What `action` would send, with nothing left of it: it runs in a write transaction that is rolled back.

    Other writers wait as long as it takes: some 15 milliseconds a mail, less than the action itself, for the bytes
    of the mails are not made. Records that the action holds keep in
    memory what it did to them; give it copies. Its refusals come through.
    """
    if database.in_transaction():
        raise RuntimeError("a rehearsal is a transaction of its own: it is rolled back")
    found: list[Rehearsal] = []
    with suppress(_Over):
        _rehearse(action, found)
    return found[-1]


@writes
def _rehearse(action: Callable[[], Any], found: list[Rehearsal]) -> None:
    with _following(Course()) as course:
        result = action()
        found.append(_told(course, result))
    raise _Over


@contextmanager
def in_batch(batch: MailBatch) -> Iterator[Course]:
    """Mails posted inside belong to `batch`."""
    with _following(Course(batch)) as course:
        yield course


def leave_out(name: str, reason: str) -> None:
    """Say that somebody gets no mail, and why: a Dutch sentence, marked with `N_`. Nobody listening is fine."""
    course = _course.get()
    if course is not None:
        course.left_out.append(LeftOut(name, reason))


def keep_secret(token: str) -> None:
    """A token, or the name of something new, that must not be read in an example: it leads nowhere yet."""
    course = _course.get()
    if course is not None:
        course.secrets.append(token)


def current_batch() -> MailBatch | None:
    """The batch that a mail posted now belongs to."""
    course = _course.get()
    return None if course is None else course.batch


def is_rehearsing() -> bool:
    """Whether what is posted now will be taken back: nobody will ever ask for its bytes."""
    course = _course.get()
    return course is not None and course.batch is None


def note_posted(row: OutboxMail, words: MailText) -> None:
    """A mail got its row."""
    course = _course.get()
    if course is not None:
        course.rows.append((row, words))


def planned_by(course: Course) -> list[tuple[Planned, MailText]]:
    """The mails of a course as they stand at its end, without those that a later one replaced; one query."""
    ids = [row.id for row, _ in course.rows]
    now = dict(
        OutboxMail.select(OutboxMail.id, OutboxMail.status).where(OutboxMail.id.in_(ids)).tuples() if ids else ()
    )
    return [
        (_planned(row, Status(now[row.id])), words)
        for row, words in course.rows
        if now.get(row.id) in WAITING | {Status.WITHHELD}
    ]


def fingerprint_of(mails: tuple[Planned, ...]) -> str:
    """A short name for these mails to these people."""
    lines = sorted(f"{one.address.lower()} {one.template} {one.withheld or ''}" for one in mails)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20]


@contextmanager
def _following(course: Course) -> Iterator[Course]:
    token = _course.set(course)
    try:
        yield course
    finally:
        _course.reset(token)


def _planned(row: OutboxMail, status: Status) -> Planned:
    return Planned(
        template=row.template,
        name=row.recipient_name,
        address=row.recipient,
        language=row.language,
        has_appointment=row.uid is not None,
        withheld=Reason(row.reason) if status is Status.WITHHELD else None,
    )


def _told(course: Course, result: Any) -> Rehearsal:
    planned = planned_by(course)
    examples: dict[str, Example] = {}
    for one, words in planned:
        if one.withheld is None:
            examples.setdefault(one.template, Example(one, _without(course.secrets, words)))
    return Rehearsal(
        mails=tuple(one for one, _ in planned),
        left_out=tuple(dict.fromkeys(course.left_out)),
        examples=tuple(examples.values()),
        result=result,
    )


def _without(secrets: list[str], words: MailText) -> MailText:
    """The words with every token taken out: they would open nothing, and must not look as if they did."""
    text, html = words.text, words.html
    for secret in secrets:
        text, html = text.replace(secret, _IN_PLACE_OF_A_SECRET), html.replace(secret, _IN_PLACE_OF_A_SECRET)
    return replace(words, text=text, html=html)
