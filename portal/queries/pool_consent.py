"""Who agreed to stay in the pool, and until when: the one place where retention asks for consent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from portal.models.privacy import Consent
from portal.rules.consents import ConsentPurpose


@dataclass(frozen=True)
class PoolConsent:
    """A consent that stands: given on a day, until a day; without one it ends after the longest time allowed."""

    since: date
    until: date | None = None


def pool_consents(candidate_ids: Collection[int]) -> dict[int, PoolConsent]:
    """The consent of each of these candidates that lasts longest, by id; who is not there gave none or took it back.

    Silence is no consent: a file then goes at its own date. One query.
    """
    rows = (
        Consent.select(Consent.candidate, Consent.given_on, Consent.until)
        .where(
            Consent.candidate.in_(list(candidate_ids)),
            Consent.purpose == ConsentPurpose.POOL.value,
            Consent.withdrawn_at.is_null(),
        )
        .order_by(Consent.until, Consent.id)
    )
    return {row.candidate_id: PoolConsent(row.given_on, row.until) for row in rows}
