"""Who agreed to stay in the pool, and until when: the one place where retention asks for consent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PoolConsent:
    """A consent that stands: given on a day, until a day; without one it ends after the longest time allowed."""

    since: date
    until: date | None = None


def pool_consents(candidate_ids: Collection[int]) -> dict[int, PoolConsent]:
    """The consent in force of each of these candidates, by id; who is not there gave none.

    Nobody has one as long as no consent is recorded: silence is no consent, and a file then goes at its own date.
    """
    return {}
