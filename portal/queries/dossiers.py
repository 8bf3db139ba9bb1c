"""One nomination as mediators read it: everything for the own organisation, what was shared for the lead."""

from dataclasses import dataclass

from portal.models.accounts import User
from portal.models.nominations import Nomination, SupportNeed
from portal.queries.disclosure import measures_known, needs_known, reader_of
from portal.queries.documents import Paper, newest_papers
from portal.queries.introductions import SharedNeed, in_work_terms
from portal.queries.measures import MeasureCard, cards_of
from portal.queries.nominations import vacancies_of_each
from portal.queries.profiles import Availability, Commuting, Profile, availability_of, commuting_of, profiles_of
from portal.rules.disclosure import Reader
from portal.rules.nominations import is_late
from portal.rules.support import NEEDS, Need
from portal.rules.words import N_


@dataclass(frozen=True, kw_only=True)
class OwnNeed:
    """A need as the own organisation reads it: message id, detail, extra minutes, and in words with whom."""

    name: str
    detail: str
    minutes: int
    told: str


@dataclass(frozen=True, kw_only=True)
class ContactCard:
    """How to reach a candidate; for the own organisation and the lead (req 002-08, 002-09)."""

    phone: str
    email: str
    postcode: str
    town: str


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """A nomination for one reader. What the reader may not know is not in it: not hidden, absent.

    `is_own`: the reader is of the candidate's organisation; `own_needs` are for those only, `support` for the lead.
    """

    is_own: bool
    name: str
    late: bool
    vacancies: list[str]
    competences: str
    motivation: str
    recommendation: str
    profiles: list[Profile]
    availability: Availability
    commuting: Commuting
    arrive_minute: int | None
    leave_minute: int | None
    internship_hours: int | None
    agreed_with_candidate: bool
    measures: list[MeasureCard]
    support: list[SharedNeed]
    own_needs: list[OwnNeed]
    papers: list[Paper]
    contact: ContactCard


def dossier_for(user: User, nomination: Nomination) -> Dossier:
    """What this mediator may read of a nomination that he or she may see."""
    reader = reader_of(user, nomination)
    is_own = reader is Reader.OWN
    candidate, campaign = nomination.candidate, nomination.campaign
    return Dossier(
        is_own=is_own,
        name=f"{candidate.first_name} {candidate.last_name}",
        late=is_late(nomination.put_forward_at, campaign.nominations_close_at),
        vacancies=vacancies_of_each([nomination])[nomination.id],
        competences=nomination.competences,
        motivation=nomination.motivation,
        recommendation=nomination.recommendation,
        profiles=profiles_of(nomination),
        availability=availability_of(nomination),
        commuting=commuting_of(nomination, with_distance=True),
        arrive_minute=nomination.arrive_minute,
        leave_minute=nomination.leave_minute,
        internship_hours=nomination.internship_hours,
        agreed_with_candidate=nomination.agreed_with_candidate,
        measures=cards_of(nomination, measures_known(campaign, [nomination], reader)[nomination.id]),
        support=[] if is_own else in_work_terms(needs_known(campaign, [nomination], reader)[nomination.id]),
        own_needs=_own_needs(nomination) if is_own else [],
        papers=list(newest_papers(nomination).values()),
        contact=ContactCard(
            phone=candidate.phone, email=candidate.email, postcode=candidate.postcode, town=candidate.town
        ),
    )


def _own_needs(nomination: Nomination) -> list[OwnNeed]:
    rows = {Need(row.kind): row for row in SupportNeed.select().where(SupportNeed.nomination == nomination)}
    return [
        OwnNeed(
            name=NEEDS[need].name,
            detail=rows[need].detail,
            minutes=rows[need].minutes,
            told=_told(rows[need]),
        )
        for need in Need
        if need in rows
    ]


def _told(need: SupportNeed) -> str:
    """With whom a need is shared; from which moment stands on the page about sharing."""
    if need.shared_with_employer:
        return N_("gedeeld met trekker en werkgever")
    return N_("gedeeld met de trekker") if need.shared_with_lead else N_("met niemand gedeeld")
