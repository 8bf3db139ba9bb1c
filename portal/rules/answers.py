"""Answers to appointments: what may be answered, which one counts, and when to ask again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from portal.rules.refusals import Refused
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


CLICKS = ("link", "portal")  # ways to answer by which a person saw the appointment as it stood

# What each kind of appointment is about, as it may stand where no name may.
KIND_WORDS: dict[str, str] = {
    "info_session": N_("infosessie"),
    "interview": N_("preselectiegesprek"),
    "selection_day": N_("selectiedag"),
    "internship_start": N_("start van een stage"),
    "follow_up": N_("opvolgmoment van een stage"),
    "evaluation": N_("evaluatie van een stage"),
    "aftercare": N_("nazorgmoment"),
}


# The lists of answers in a campaign, by what is asked of whom; the lead plans all of it.
GROUP_WORDS: dict[str, str] = {
    "info_session": N_("Infosessie"),
    "interview": N_("Preselectiegesprekken"),
    "day_candidates": N_("Kandidaten op de selectiedag"),
    "day_coaches": N_("Jobcoaches van de kandidaten"),
    "day_duties": N_("Wie kandidaten ontvangt op de selectiedag"),
}


@dataclass(frozen=True)
class Said:
    """One answer or wish, as it is weighed against the others. `key` tells two of the same instant apart."""

    number: int
    answer: str
    sequence: int
    stamped_at: datetime
    key: str = ""

    @property
    def rank(self) -> tuple[int, datetime, int, str]:
        """The highest (SEQUENCE, DTSTAMP) wins (RFC 5546 §2.1.5); in the same instant the careful answer does."""
        return (self.sequence, self.stamped_at, _CAUTION[self.answer], self.key)


_CLOCKS_DIFFER = timedelta(days=1)
_CAUTION: dict[str, int] = {COUNTER: 0, Answer.ACCEPTED: 1, Answer.TENTATIVE: 2, Answer.DECLINED: 3}


def believable(sequence: int, stamped_at: datetime, appointment_sequence: int, now: datetime) -> tuple[int, datetime]:
    """(SEQUENCE, DTSTAMP) of a mail as far as they can be true: no answer is about a version that was never sent.

    A clock may run a little ahead; a day ahead counts as now. Else one such mail would outweigh all later ones.
    """
    return min(sequence, appointment_sequence), stamped_at if stamped_at <= now + _CLOCKS_DIFFER else now


def counting(said: Iterable[Said], sequence: int) -> Said | None:
    """The answer that counts for the version `sequence` of an appointment, in whatever order they came in."""
    found = [one for one in said if one.answer != COUNTER and one.sequence >= sequence]
    return max(found, key=lambda one: one.rank, default=None)


def newest_wish(said: Iterable[Said], sequence: int) -> Said | None:
    """The newest wish about this version; none when its writer said afterwards to come after all."""
    said = list(said)
    found = [one for one in said if one.answer == COUNTER and one.sequence >= sequence]
    wish = max(found, key=lambda one: one.rank, default=None)
    answer = counting(said, sequence)
    if wish and answer and answer.answer == Answer.ACCEPTED and answer.rank > wish.rank:
        return None
    return wish


def may_be_answered(entry: Any, now: datetime) -> bool:
    """Whether an answer to this appointment still counts: asked, standing and not over."""
    return bool(entry.asks_answer and not entry.cancelled and entry.ends_at > now)


def check_may_be_answered(entry: Any, now: datetime) -> None:
    """Raises Refused with the reason why an answer would not count any more."""
    if entry.cancelled:
        raise Refused(N_("Deze afspraak gaat niet door. Je hoeft niet te antwoorden."))
    if entry.ends_at <= now:
        raise Refused(N_("Deze afspraak is voorbij. Antwoorden kan niet meer."))
    if not entry.asks_answer:
        raise Refused(N_("Bij deze afspraak wordt geen antwoord gevraagd."))


def standing_now(standing: str, wish_starts_at: datetime | None, sequence: int | None, entry: Any) -> str:
    """What became of an open wish since: moved to what was asked is granted, moved otherwise is outdated."""
    if standing != Standing.WISH or sequence is None or sequence >= entry.sequence:
        return standing
    return Standing.GRANTED if entry.starts_at == wish_starts_at else Standing.OUTDATED


# When who has not answered is asked again: three days before it begins, and the day before.
BEFORE_START = (timedelta(days=3), timedelta(days=1))
ASK_AGAIN_AFTER = timedelta(hours=24)
AT_LEAST_LEFT_ALONE = timedelta(days=2)  # who was told yesterday is not silent yet
FIRST_HOUR, LAST_HOUR = 9, 18  # on the clock of the site


def may_ask_again(told_at: datetime, now: datetime) -> bool:
    """Nobody is asked twice within 24 hours; the mail that told of the appointment counts."""
    return now - told_at >= ASK_AGAIN_AFTER


def is_due(
    stamped_at: datetime, reminded_at: datetime | None, starts_at: datetime, now: datetime, *, day_before: bool
) -> bool:
    """Whether the clock asks again: twice at most, never within 24 hours, and not once it has begun.

    Three days before, unless the appointment was told only then, and the day before. Who plans can ask at any time.

    `stamped_at` is when the appointment as it stands was told. `day_before` is False where another mail of the
    day before carries the appointment already. A reminder by hand takes the place of those before it.
    """
    told_at = max(stamped_at, reminded_at or stamped_at)
    if now >= starts_at or not may_ask_again(told_at, now):
        return False
    moments = []
    if starts_at - BEFORE_START[0] >= stamped_at + AT_LEAST_LEFT_ALONE:
        moments.append(starts_at - BEFORE_START[0])
    if day_before:
        moments.append(starts_at - BEFORE_START[1])
    return any(told_at < moment <= now for moment in moments)


def is_hour_to_ask(now: datetime, zone: str) -> bool:
    """Whether it is between 9 and 18 o'clock where the appointment is."""
    return FIRST_HOUR <= now.astimezone(ZoneInfo(zone)).hour < LAST_HOUR


def why_not_asked(answer: str, told_at: datetime, starts_at: datetime, now: datetime) -> str:
    """Why somebody gets no reminder by hand: a Dutch sentence; empty for who does. `answer` may be COUNTER."""
    if starts_at <= now:
        return N_("De afspraak is voorbij of begonnen.")
    if answer == COUNTER:
        return N_("Vroeg een ander moment; beslis daar eerst over.")
    if answer:
        return N_("Antwoordde al.")
    if not may_ask_again(told_at, now):
        return N_("Kreeg hierover een mail in de laatste 24 uur.")
    return ""
