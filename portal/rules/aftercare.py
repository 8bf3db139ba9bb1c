"""Aftercare of who was hired: the moments that are proposed (req 000-40, 000-42, 002-10)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from portal.rules.words import N_


@dataclass(frozen=True)
class AftercareProposal:
    """One moment: the so-maniest working day from 1, the first day of work, or so many months after that day."""

    purpose: str
    working_day: int = 0
    months: int = 0


PROPOSED_AFTERCARE = (
    AftercareProposal(N_("Hoe was de eerste werkweek?"), working_day=5),
    AftercareProposal(N_("Hoe loopt het in de derde week?"), working_day=13),
    AftercareProposal(N_("Een maand aan het werk"), months=1),
    AftercareProposal(N_("Drie maanden aan het werk"), months=3),
    AftercareProposal(N_("Een half jaar aan het werk"), months=6),
)
START_MINUTE = 10 * 60


def months_after(start: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
