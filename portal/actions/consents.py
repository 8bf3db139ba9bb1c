"""Writing down what a candidate said yes to, and taking it back just as easily."""

from datetime import date

from portal import clock
from portal.actions.once import made_before, named
from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.database import writes
from portal.models.privacy import Consent
from portal.rules.consents import ConsentHow, ConsentPurpose, refuse_consent


@writes
def record_consent(
    candidate: Candidate,
    purpose: ConsentPurpose,
    *,
    how: ConsentHow,
    given_on: date,
    until: date,
    measure: str = "",
    by: User,
    public_id: str | None = None,
) -> Consent:
    """Write down that a candidate said yes; the same form sent twice is one consent.

    A new one does not end an older one: the last day of all that count is what counts. Raises Refused for a consent
    that cannot be.
    """
    there = made_before(Consent, public_id, candidate=candidate)
    if there is not None:
        return there
    refuse_consent(purpose, measure, given_on, until, clock.today())
    consent: Consent = Consent.create(
        candidate=candidate,
        purpose=purpose.value,
        measure=measure if purpose is ConsentPurpose.MEASURE else "",
        how=how.value,
        given_on=given_on,
        until=until,
        by=by,
        **named(public_id),
    )
    return consent


@writes
def withdraw_consent(consent: Consent, *, by: User) -> int:
    """The candidate said no after all: every consent for the same thing ends now; how many there were.

    Withdrawing again changes nothing. What happened before stays lawful.
    """
    return _end(consent.candidate_id, ConsentPurpose(consent.purpose), consent.measure, by)


@writes
def withdraw_measure(candidate_id: int, measure: str, *, by: User) -> int:
    """An employer hears of this measure of a candidate (both by key) no more; how many consents ended."""
    return _end(candidate_id, ConsentPurpose.MEASURE, measure, by)


def _end(candidate_id: int, purpose: ConsentPurpose, measure: str, by: User) -> int:
    same = Consent.select().where(
        Consent.candidate == candidate_id,
        Consent.purpose == purpose.value,
        Consent.measure == measure,
        Consent.withdrawn_at.is_null(),
    )
    ended = list(same)
    for one in ended:
        one.change(withdrawn_at=clock.now(), withdrawn_by=by)
    return len(ended)
