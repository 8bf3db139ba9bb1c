"""What candidates said yes to, and until when."""

from datetime import date

from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.privacy import Consent
from portal.queries.pool_consent import pool_consents
from portal.queries.privacy_files import candidate_for_privacy


def consents_of(candidate: Candidate) -> list[Consent]:
    """Everything that a candidate said yes to, withdrawn or past too, the newest first; with who wrote it down."""
    return list(
        Consent.select(Consent, User)
        .join(User, on=(Consent.by == User.id), attr="by")
        .where(Consent.candidate == candidate)
        .order_by(Consent.id.desc())
    )


def visible_consent(user: User, consent_id: str) -> Consent | None:
    """A consent of a candidate of the own organisation."""
    consent: Consent | None = Consent.get_or_none(Consent.public_id == consent_id)
    if consent is None:
        return None
    candidate = candidate_for_privacy(user, consent.candidate.public_id)
    if candidate is None:
        return None
    consent.candidate = candidate
    return consent


def pool_consent_until(candidate: Candidate) -> date | None:
    """The last day, itself included, on which a candidate may stay in the pool; None without a consent that counts.

    A day that is past means that there was one and it ran out.
    """
    found = pool_consents([candidate.id]).get(candidate.id)
    return found.until if found else None
