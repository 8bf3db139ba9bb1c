"""Consent where it is the ground, and nowhere else (GDPR art. 6 and 7).

Putting a candidate forward rests on the mediator's task, not on consent. Two things do rest on it: staying in the pool
after "not selected", and telling an employer which measure may apply, which hints at health (GDPR art. 9).
"""

from datetime import date, timedelta
from enum import StrEnum

from portal.rules.refusals import Refused
from portal.rules.words import N_


class ConsentPurpose(StrEnum):
    """What a candidate may say yes to."""

    POOL = "pool"
    MEASURE = "measure"


class ConsentHow(StrEnum):
    """How a candidate said so."""

    SPOKEN = "spoken"
    WRITTEN = "written"


PURPOSE_NAMES = {
    ConsentPurpose.POOL: N_("In de pool blijven na “niet geselecteerd”"),
    ConsentPurpose.MEASURE: N_("Een maatregel vertellen aan de werkgever"),
}
HOW_NAMES = {ConsentHow.SPOKEN: N_("mondeling"), ConsentHow.WRITTEN: N_("schriftelijk")}
LONGEST_DAYS = 365


def refuse_consent(purpose: ConsentPurpose, measure: str, given_on: date, until: date, today: date) -> None:
    """Raise Refused for a consent that cannot be: from the future, over before it began, or longer than a year."""
    if given_on > today:
        raise Refused(N_("De kandidaat kan niet in de toekomst al ja gezegd hebben. Kijk de datum na."))
    if until < given_on:
        raise Refused(N_("De einddatum ligt voor de dag waarop de kandidaat ja zei. Kijk de datum na."))
    if until > given_on + timedelta(days=LONGEST_DAYS):
        raise Refused(
            N_("Een toestemming geldt hoogstens %(days)d dagen. Daarna vraag je ze opnieuw."), days=LONGEST_DAYS
        )
    if purpose is ConsentPurpose.MEASURE and not measure:
        raise Refused(N_("Kies welke maatregel de werkgever mag weten."))


def holds_on(given_on: date, until: date, *, is_withdrawn: bool, day: date) -> bool:
    """Whether a consent counts on a day."""
    return not is_withdrawn and given_on <= day <= until
