"""Taking in an answer, however it came: what it is worth, and what it means for the thing itself (req Y-1)."""

from datetime import datetime

from portal import clock
from portal.actions.answers.effects import EFFECTS
from portal.actions.answers.merging import NOTE_LENGTH, as_it_stands, keep, settle, write_click, write_wish
from portal.actions.answers.sessions import brought_back
from portal.models.accounts import User
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.database import writes
from portal.rules.answers import (
    Answer,
    MailedReply,
    Standing,
    believable,
    check_may_be_answered,
    may_be_answered,
)
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def answer_entry(entry: CalendarEntry, answer: str, *, via: str, note: str = "", by: User | None = None) -> None:
    """What somebody clicked: `via` link or portal. The same answer twice is one answer.

    Raises Refused for an appointment that is cancelled or over.
    """
    answer = Answer(answer).value
    entry = brought_back(as_it_stands(entry), answer)
    if entry.cancelled and entry.answer == answer:
        return  # said before, and taken out of the calendar for it
    check_may_be_answered(entry, clock.now())
    if write_click(entry, answer, via=via, note=note):
        EFFECTS[entry.kind](entry, via, by)


@writes
def wish_for(
    entry: CalendarEntry, starts_at: datetime, ends_at: datetime, *, via: str, note: str = ""
) -> CalendarAnswer:
    """Somebody asks for another moment; who plans grants or refuses it. A newer wish takes the older one's place.

    Raises Refused for a moment that is past, that is the present one, or for an appointment that is over.
    """
    entry = as_it_stands(entry)
    now = clock.now()
    check_may_be_answered(entry, now)
    if starts_at <= now or ends_at <= starts_at:
        raise Refused(N_("Kies een moment dat nog moet komen."))
    if starts_at == entry.starts_at and ends_at == entry.ends_at:
        raise Refused(N_("Dat is het moment dat nu gepland staat. Kies een ander moment."))
    return write_wish(entry, via=via, note=note, wish_starts_at=starts_at, wish_ends_at=ends_at)


@writes
def take_reply(reply: MailedReply) -> CalendarAnswer | None:
    """What came by mail; the same mail twice is one answer. None when no appointment has this UID.

    What is about an older version, a cancelled or a past appointment is kept and does not count; what is not
    surely from the person asked waits for somebody who confirms or dismisses it.
    """
    there = CalendarAnswer.get_or_none(CalendarAnswer.message_key == reply.message_key)
    if there is not None:
        return there
    entry = CalendarEntry.get_or_none(CalendarEntry.uid == reply.uid)
    if entry is None:
        return None
    sequence, stamped_at = believable(reply.sequence, reply.stamped_at, entry.sequence, clock.now())
    row = keep(
        entry,
        reply.answer,
        standing=Standing.OUTDATED if reply.is_verified else Standing.UNVERIFIED,
        via="mail",
        note=reply.note.strip()[:NOTE_LENGTH],
        sequence=sequence,
        stamped_at=stamped_at,
        from_address=reply.from_address[:254],
        message_key=reply.message_key,
        wish_starts_at=reply.wish_starts_at,
        wish_ends_at=reply.wish_ends_at,
        wish_location=reply.wish_location[:300],
    )
    if reply.is_verified:
        weigh(entry)
    return CalendarAnswer.get_by_id(row.id)


def weigh(entry: CalendarEntry, by: User | None = None) -> None:
    """Let what came in by mail count, and do what it means, when it changed what is answered."""
    if may_be_answered(entry, clock.now()) and settle(entry):
        EFFECTS[entry.kind](entry, "mail", by)
