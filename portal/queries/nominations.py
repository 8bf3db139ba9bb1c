"""Nominations as a person may see them, and what the rules ask about them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from peewee import Expression, ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.documents import Document
from portal.models.nominations import CompetenceAnswer, Nomination, VacancyChoice
from portal.models.organisations import Organisation, Site
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import Employer, Lead
from portal.queries.restrictions import NOT_RESTRICTED
from portal.queries.uploads import upload_states_of_each
from portal.rules.candidates import searchable
from portal.rules.nominations import NominationFacts, Window
from portal.rules.profiles import competences_in
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.searching import words_to_find

Jobcoach = User.alias("jobcoach_user")
PUT_FORWARD_ONCE = Nomination.put_forward_at.is_null(False) & (Nomination.state != "draft")


def with_relations() -> ModelSelect:
    """Nominations with candidate, jobcoach, organisation, invitation, campaign, employer, lead and site."""
    return (
        Nomination.select(Nomination, Candidate, Jobcoach, Organisation, Invitation, Campaign, Employer, Lead, Site)
        .join(Candidate)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
        .switch(Nomination)
        .join(Organisation)
        .switch(Nomination)
        .join(Invitation)
        .switch(Nomination)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Lead, on=(Campaign.lead == Lead.id), attr="lead")
        .switch(Campaign)
        .join(Site)
    )


def nominations_visible_to(user: User) -> ModelSelect:
    """Nominations of the own organisation, and those put forward in a campaign that this person leads.

    Drafts are seen by the own organisation only. Employers see none here: they have `queries/introductions.py` with
    named fields.
    """
    query = with_relations()
    if user.role not in MEDIATING_ROLES:
        return query.where(Nomination.id.is_null())
    leads = Campaign.lead == user.id
    if user.role == Role.COORDINATOR:
        leads |= Campaign.organisation == user.organisation_id
    shown = leads & PUT_FORWARD_ONCE & NOT_RESTRICTED
    return query.where((Nomination.organisation == user.organisation_id) | shown)


def followed_by(user: User) -> Expression:
    """Who is put forward now by the own organisation, or in a campaign that this person leads, as a condition."""
    return followed_in_role(Role(user.role), user.id, user.organisation_id)


def followed_in_role(role: Role, user_id: int, organisation_id: int) -> Expression:
    """The same of somebody in a role, by the ids of the account and the organisation.

    Who is put forward has a moment at which that was done: the state alone tells.
    """
    if role not in MEDIATING_ROLES:
        return Nomination.id.is_null()
    led = Nomination.campaign.in_(led_in_role(role, user_id, organisation_id))
    return ((Nomination.organisation == organisation_id) | led) & (Nomination.state == "put_forward")


def led_in_role(role: Role, user_id: int, organisation_id: int) -> ModelSelect:
    """The ids of the campaigns that a mediator leads, or that a coordinator's organisation leads."""
    leads = Campaign.lead == user_id
    if role == Role.COORDINATOR:
        leads |= Campaign.organisation == organisation_id
    return Campaign.select(Campaign.id).where(leads)


def visible_nomination(user: User, nomination_id: str) -> Nomination | None:
    """The nomination with this public id, if this person may see it."""
    return nominations_visible_to(user).where(Nomination.public_id == nomination_id).first()


def nomination_as_it_stands(nomination: Nomination) -> Nomination:
    """The nomination read again, for an action that decides inside its write transaction."""
    return with_relations().where(Nomination.id == nomination.id).get()


def next_number(campaign: Campaign) -> int:
    """The number of who is put forward next in a campaign; asked inside the write transaction."""
    return 1 + (Nomination.select(fn.MAX(Nomination.number)).where(Nomination.campaign == campaign).scalar() or 0)


def window_of(campaign: Campaign, invitation: Invitation) -> Window:
    """When this partner may put candidates forward in this campaign."""
    return Window(
        campaign_state=campaign.state,
        invitation_state=invitation.state,
        opens_at=campaign.nominations_open_at,
        closes_at=campaign.nominations_close_at,
        late_until=invitation.late_until,
        zone=campaign.site.zone,
        lead=campaign.lead.name,
        phone=campaign.lead.phone,
    )


def facts_of(nomination: Nomination) -> NominationFacts:
    """What is filled in of one nomination."""
    return facts_of_each([nomination])[nomination.id]


def facts_of_each(nominations: Iterable[Nomination]) -> dict[int, NominationFacts]:
    """What is filled in of each nomination, by its id; four queries, however many there are."""
    listed = list(nominations)
    ids = [nomination.id for nomination in listed]
    choices: dict[int, int] = Counter()
    asked: dict[int, set[tuple[int, str]]] = defaultdict(set)
    wanted = VacancyChoice.select(VacancyChoice.nomination, Vacancy.id, Vacancy.competences).join(Vacancy)
    for nomination_id, vacancy_id, profile in wanted.where(VacancyChoice.nomination.in_(ids)).tuples():
        choices[nomination_id] += 1
        asked[nomination_id] |= {(vacancy_id, competence) for competence in competences_in(profile)}
    answered: dict[int, int] = Counter()
    said = CompetenceAnswer.select(CompetenceAnswer.nomination, CompetenceAnswer.vacancy, CompetenceAnswer.competence)
    for nomination_id, *question in said.where(CompetenceAnswer.nomination.in_(ids)).tuples():
        answered[nomination_id] += tuple(question) in asked[nomination_id]
    kinds: dict[int, set[str]] = defaultdict(set)
    papers = Document.select(Document.nomination, Document.kind).where(Document.nomination.in_(ids)).distinct()
    for nomination_id, kind in papers.tuples():
        kinds[nomination_id].add(kind)
    uploads = upload_states_of_each(ids)
    return {
        one.id: NominationFacts(
            vacancies=choices[one.id],
            asked=len(asked[one.id]),
            answered=answered[one.id],
            has_cv="cv" in kinds[one.id],
            has_letter="letter" in kinds[one.id],
            competences=one.competences,
            motivation=one.motivation,
            measures_considered=one.measures_considered,
            has_internship=one.campaign.has_internship,
            internship_hours=one.internship_hours,
            availability=one.availability,
            transport=one.transport,
            support_considered=one.support_considered,
            agreed_with_candidate=one.agreed_with_candidate,
            checking=frozenset(kind for kind, states in uploads[one.id].items() if states & {"received", "checking"}),
            refused=frozenset(kind for kind, states in uploads[one.id].items() if "refused" in states),
        )
        for one in listed
    }


def vacancies_of_each(nominations: Iterable[Nomination]) -> dict[int, list[str]]:
    """The titles of the wanted functions by nomination id, first choice first; one query."""
    ids = [nomination.id for nomination in nominations]
    found: dict[int, list[str]] = {one: [] for one in ids}
    rows = (
        VacancyChoice.select(VacancyChoice.nomination, Vacancy.title)
        .join(Vacancy)
        .where(VacancyChoice.nomination.in_(ids))
        .order_by(VacancyChoice.rank)
    )
    for nomination_id, title in rows.tuples():
        found[nomination_id].append(title)
    return found


def nominations_by_partner(invitation: Invitation) -> list[Nomination]:
    """Everybody whom the invited organisation has in the campaign: drafts first, withdrawn ones last."""
    found = (
        with_relations()
        .where(Nomination.campaign == invitation.campaign_id, Nomination.organisation == invitation.organisation_id)
        .order_by(Candidate.last_name, Candidate.first_name, Nomination.id)
    )
    order = ("draft", "put_forward", "restricted", "withdrawn")
    return sorted(found, key=lambda one: order.index(one.state))


@dataclass(frozen=True, kw_only=True)
class NominationFilter:
    """What a lead asks of the list. `vacancy` and `organisation` are public ids; `late`: only late ones.

    `state`: `put_forward` or `withdrawn`; `order`: `put_forward` (newest first), `name` or `update`.
    """

    words: str = ""
    vacancy: str = ""
    organisation: str = ""
    late: bool = False
    state: str = "put_forward"
    order: str = "put_forward"


_ORDERS = {
    "put_forward": (Nomination.put_forward_at.desc(), Nomination.id.desc()),
    "name": (Candidate.last_name, Candidate.first_name, Nomination.id),
    "update": (Nomination.changed_at.desc(), Nomination.id.desc()),
}


def nominations_of_campaign(campaign: Campaign, asked: NominationFilter) -> ModelSelect:
    """Those who were put forward in a campaign, as the lead filters and sorts them; never drafts."""
    query = with_relations().where(
        Nomination.campaign == campaign, PUT_FORWARD_ONCE, NOT_RESTRICTED, Nomination.state == asked.state
    )
    for word in words_to_find(searchable(asked.words)):
        query = query.where(Candidate.search_name.contains(word))
    if asked.vacancy:
        wanted = VacancyChoice.select(VacancyChoice.nomination).join(Vacancy).where(Vacancy.public_id == asked.vacancy)
        query = query.where(Nomination.id.in_(wanted))
    if asked.organisation:
        query = query.where(Organisation.public_id == asked.organisation)
    if asked.late:
        query = query.where(Nomination.put_forward_at > campaign.nominations_close_at)
    return query.order_by(*_ORDERS.get(asked.order, _ORDERS["put_forward"]))


def nominating_organisations(campaign: Campaign) -> list[Organisation]:
    """The organisations that put somebody forward in a campaign, by name."""
    those = (
        Nomination.select(Nomination.organisation)
        .join(Candidate)
        .where(Nomination.campaign == campaign, PUT_FORWARD_ONCE, NOT_RESTRICTED)
    )
    return list(Organisation.select().where(Organisation.id.in_(those)).order_by(Organisation.name))


def standing_counts(campaign: Campaign) -> dict[str, int]:
    """How many are put forward and how many were withdrawn after that, by state."""
    rows = (
        Nomination.select(Nomination.state, fn.COUNT(Nomination.id))
        .join(Candidate)
        .where(Nomination.campaign == campaign, PUT_FORWARD_ONCE, NOT_RESTRICTED)
        .group_by(Nomination.state)
    )
    return dict(rows.tuples())
