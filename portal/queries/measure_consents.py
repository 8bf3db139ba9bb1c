"""Of which measures a candidate agreed that an employer hears: the one place where disclosure asks for consent."""

from collections.abc import Collection
from datetime import date

from portal.models.privacy import Consent
from portal.rules.consents import ConsentPurpose


def measure_consents(candidate_ids: Collection[int], day: date) -> dict[tuple[int, str], Consent]:
    """The consents that stand on a day, by candidate and measure: what an employer may be told. One query.

    Of several for the same measure the one that lasts longest.
    """
    rows = (
        Consent.select()
        .where(
            Consent.candidate.in_(list(candidate_ids)),
            Consent.purpose == ConsentPurpose.MEASURE.value,
            Consent.withdrawn_at.is_null(),
            Consent.given_on <= day,
            Consent.until >= day,
        )
        .order_by(Consent.until, Consent.id)
    )
    return {(row.candidate_id, row.measure): row for row in rows}
