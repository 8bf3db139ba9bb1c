"""Mails about how long things are kept. None names a candidate: the digest counts, the cancellation says when."""

from datetime import date

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.outbox.addresses import address
from portal.outbox.posting import Mail
from portal.outbox.values import Span
from portal.rules.words import N_


def soon_erased(reader: User, count: int, first_on: date, on: date) -> Mail:
    """One mail a day and a person about all files that go within a week and were not told of before."""
    return Mail(
        template="retention/soon_erased",
        to=reader.email,
        name=reader.name,
        language=reader.language,
        why=N_("Je krijgt deze mail omdat je kandidaten begeleidt van wie gegevens binnenkort gewist worden."),
        unique_key=f"retention:{on.isoformat()}",
        values={"count": count, "first_on": first_on, "link": address("/retention")},
    )


def appointment_cancelled(entry: CalendarEntry, language: str) -> Mail:
    """An appointment goes because what it was about is erased; it says no more than when it was."""
    return Mail(
        template="retention/appointment_cancelled",
        to=entry.attendee_email,
        name=entry.attendee_name,
        language=language,
        why=N_("Je krijgt deze mail omdat deze afspraak in je agenda stond."),
        unique_key=f"erased:{entry.uid}:{entry.sequence}",
        values={"when": Span(entry.starts_at, entry.ends_at, entry.zone)},
    )
