"""The places of each vacancy: how many are filled, and who stands on its reserve list in which order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from peewee import fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.decisions import Decision
from portal.models.internships import Internship
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import campaigns_visible_to
from portal.queries.nominations import Jobcoach
from portal.rules.decisions import Outcome


@dataclass(frozen=True)
class Places:
    """One vacancy: its places, how many are filled by who is retained, and the reserve list, the next one first."""

    vacancy: Vacancy
    filled: int
    reserve: list[Decision] = field(default_factory=list)

    @property
    def free(self) -> int:
        """How many places are left; none when there are more retained than places."""
        return max(0, self.vacancy.places - self.filled)

    @property
    def next_up(self) -> Decision | None:
        """Who is next when a place came free: there is one, and the reserve list was made known."""
        first = self.reserve[0] if self.reserve else None
        return first if first is not None and self.free and first.state == "published" else None


def _still_there(vacancies: Iterable[Vacancy]) -> object:
    """Decisions for these vacancies about who did not drop out: not withdrawn, and the internship was not stopped."""
    stopped = Internship.select(Internship.nomination).where(Internship.state == "stopped")
    return Decision.vacancy.in_(list(vacancies)) & (Nomination.state == "put_forward") & Nomination.id.not_in(stopped)


def filled_places(vacancy: Vacancy, *, but: Nomination | None = None) -> int:
    """How many places of a vacancy are filled, made known or not; `but` leaves one nomination out."""
    query = (
        Decision.select().join(Nomination).where(_still_there([vacancy]), Decision.outcome == Outcome.RETAINED.value)
    )
    return (query if but is None else query.where(Decision.nomination != but)).count()


def reserve_of(vacancy: Vacancy) -> list[Decision]:
    """The reserve list of a vacancy in its order, with nomination and candidate."""
    return _reserves([vacancy]).get(vacancy.id, [])


def _reserves(vacancies: list[Vacancy]) -> dict[int, list[Decision]]:
    rows = (
        Decision.select(Decision, Nomination, Candidate, Jobcoach)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .where(_still_there(vacancies), Decision.outcome == Outcome.RESERVE.value)
        .order_by(Decision.reserve_rank, Decision.id)
    )
    found: dict[int, list[Decision]] = defaultdict(list)
    for decision in rows:
        found[decision.vacancy_id].append(decision)
    return found


def places_of_each(vacancies: list[Vacancy]) -> list[Places]:
    """The places of these vacancies; two queries."""
    counts = dict(
        Decision.select(Decision.vacancy, fn.COUNT(Decision.id))
        .join(Nomination)
        .where(_still_there(vacancies), Decision.outcome == Outcome.RETAINED.value)
        .group_by(Decision.vacancy)
        .tuples()
    )
    reserves = _reserves(vacancies)
    return [Places(one, counts.get(one.id, 0), reserves.get(one.id, [])) for one in vacancies]


def last_rank(vacancy: Vacancy) -> int:
    """The rank of whoever is last on the reserve list of a vacancy; 0 when nobody is."""
    found: int | None = (
        Decision.select(fn.MAX(Decision.reserve_rank))
        .where(Decision.vacancy == vacancy, Decision.outcome == Outcome.RESERVE.value)
        .scalar()
    )
    return found or 0


def first_choice(nomination: Nomination) -> Vacancy | None:
    """The vacancy that a candidate would like best."""
    found: Vacancy | None = (
        Vacancy.select()
        .join(VacancyChoice)
        .where(VacancyChoice.nomination == nomination)
        .order_by(VacancyChoice.rank)
        .first()
    )
    return found


def places_to_fill(user: User) -> list[Places]:
    """In running campaigns that this person leads: vacancies with a place free and somebody next on the reserve."""
    led = list(campaigns_visible_to(user).where(Campaign.lead == user, Campaign.state == "running"))
    by_id = {campaign.id: campaign for campaign in led}
    vacancies = list(Vacancy.select().where(Vacancy.campaign.in_(led))) if led else []
    for vacancy in vacancies:
        vacancy.campaign = by_id[vacancy.campaign_id]
    return [one for one in places_of_each(vacancies) if one.next_up is not None] if vacancies else []
