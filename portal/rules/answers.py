"""Answers to appointments: what may be answered, which one counts, and when to ask again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.rules.words import N_


class Answer(StrEnum):
    """What somebody says to an appointment (PARTSTAT of RFC 5545, in small letters)."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"


COUNTER = "counter"  # a wish for another time or place (iTIP's COUNTER)

ANSWER_WORDS: dict[str, str] = {
    "": N_("nog geen antwoord"),
    Answer.ACCEPTED: N_("komt"),
    Answer.DECLINED: N_("komt niet"),
    Answer.TENTATIVE: N_("misschien"),
    COUNTER: N_("vraagt een ander moment"),
}


class Standing(StrEnum):
    """What became of an answer that came in."""

    COUNTS = "counts"
    OUTDATED = "outdated"  # about an older version of the appointment, or older than the answer that counts
    UNVERIFIED = "unverified"  # not surely from the person asked: somebody confirms or dismisses it
    WISH = "wish"  # waits for a yes or a no
    GRANTED = "granted"
    REFUSED = "refused"
    DISMISSED = "dismissed"


@dataclass(frozen=True, kw_only=True)
class MailedReply:
    """A METHOD:REPLY or COUNTER as it came by mail, read but not yet believed.

    `answer` is an `Answer` or COUNTER. `is_verified`: the sender is the attendee, or the attendee's SENT-BY.
    Instants are aware.
    """

    uid: str
    answer: str
    sequence: int
    stamped_at: datetime
    attendee_email: str
    from_address: str
    is_verified: bool
    message_key: str
    note: str = ""
    wish_starts_at: datetime | None = None
    wish_ends_at: datetime | None = None
    wish_location: str = ""


ASK_AGAIN_AFTER = timedelta(hours=24)


def is_outdated(
    reply: tuple[int, datetime], appointment_sequence: int, counting: tuple[int | None, datetime | None]
) -> bool:
    """Whether an answer by mail with (SEQUENCE, DTSTAMP) is about an older version, or older than what counts.

    The highest (SEQUENCE, DTSTAMP) wins (RFC 5546 §2.1.5).
    """
    sequence, stamped_at = reply
    if sequence < appointment_sequence:
        return True
    if counting[0] is None or counting[1] is None:
        return False
    return (sequence, stamped_at) <= (counting[0], counting[1])
