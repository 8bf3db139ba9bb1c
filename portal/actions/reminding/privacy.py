"""The weekly review of looks for the privacy officer, each Monday morning (promise P18)."""

from datetime import date, datetime, timedelta

from portal.clock import DEFAULT_ZONE
from portal.models.accounts import LookChain, User
from portal.models.database import writes
from portal.models.privacy import ReviewDigest
from portal.outbox.mails.privacy import weekly_review
from portal.outbox.posting import Mail, post
from portal.outbox.values import Single, Words, translated
from portal.queries.reviews import (
    Review,
    midnight,
    privacy_officers_without_review,
    review_of,
    reviewed_until,
)
from portal.rules.access_log import START
from portal.rules.looks import LONGEST_REVIEW, UNUSUAL_NAMES, Unusual, review_monday
from portal.rules.roles import ROLE_NAMES, Role
from portal.rules.words import N_


@writes
def review_the_week(now: datetime) -> int:
    """Write each privacy officer what happened since the review before; how many mails went out.

    One a week for each organisation, also when nothing ran on Monday; nothing when nothing happened.
    """
    monday = review_monday(now, DEFAULT_ZONE)
    count = 0
    reviews: dict[int, tuple[date, Review, ReviewDigest]] = {}
    for officer in privacy_officers_without_review(monday):
        organisation = officer.organisation
        if organisation.id not in reviews:
            before = reviewed_until(organisation) or monday - timedelta(weeks=1)
            since = max(before, monday - LONGEST_REVIEW)
            found = review_of(organisation, midnight(since), midnight(monday))
            reviews[organisation.id] = (since, found, ReviewDigest.create(organisation=organisation, week=monday))
        since, review, digest = reviews[organisation.id]
        if not review.is_empty:
            post(_mail(officer, since, monday - timedelta(days=1), review))
            digest.change(sent=digest.sent + 1)
            count += 1
    return count


def _mail(officer: User, since: date, until: date, review: Review) -> Mail:
    end = LookChain.select().first()
    return weekly_review(
        officer,
        since,
        until,
        looks=review.looks,
        by_whom=[_who(name, role, count, officer.language) for (name, role), count in review.by_whom.items()],
        unusual=_lines(
            {UNUSUAL_NAMES[kind]: review.unusual[kind] for kind in Unusual},
            officer.language,
            N_("Niets ongewoons."),
        ),
        requests=_lines(
            {
                N_("Kopieën van een dossier"): review.copies,
                N_("Dossiers die werden afgeschermd"): review.restrictions,
                N_("Dossiers die nu afgeschermd zijn"): review.restricted_now,
                N_("Toestemmingen die werden genoteerd"): review.consents_given,
                N_("Toestemmingen die werden ingetrokken"): review.consents_withdrawn,
            },
            officer.language,
            N_("Niets."),
        ),
        chain=f"{end.number}:{end.link}" if end else f"0:{START}",
    )


def _lines(counts: dict[str, int], language: str, nothing: str) -> list[Single]:
    said: list[Single] = [f"{translated(Words(name), language)}: {count}" for name, count in counts.items() if count]
    return said or [Words(nothing)]


def _who(organisation: str, role: str, count: int, language: str) -> Single:
    if not organisation:
        return Words(N_("Zonder account (een tablet): %(count)d"), {"count": count})
    return f"{organisation}, {translated(Words(ROLE_NAMES[Role(role)]), language)}: {count}"
