"""Opening a campaign and asking partners along, as every lead does it: what the campaigns' chapters share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.actions.campaigns import open_campaign, publish_agreement, set_dates, start_campaign
from portal.actions.looking import record_look
from portal.actions.partners import accept_agreement, answer_invitation, invite_contacts
from portal.actions.vacancies import add_vacancy
from portal.demo.telling import Chapter, World
from portal.models.accounts import User
from portal.models.campaigns import Agreement, Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.organisations import Contact, Organisation, Site
from portal.rules.campaigns import Dates

AGREEMENTS = """\
Wat de partners doen
- Elke kandidaat weet wat de job inhoudt en gaat akkoord met de voordracht.
- Cv en motivatiebrief zijn nagelezen. In een brief staat geen diagnose.
- De jobcoach is bereikbaar op de selectiedag en vertelt het resultaat zelf, binnen twee werkdagen.

Wat de trekker doet
- Iedereen krijgt de uren minstens drie dagen op voorhand.
- Iedereen krijgt een antwoord met een reden waar je iets mee kunt.

Wat de werkgever doet
- Wie weerhouden is, krijgt een stage van tien werkdagen met een vaste begeleider."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One open function."""

    title: str
    places: int
    tasks: str
    competences: str
    conditions: str = ""
    hours_a_week: str = "38"
    shifts: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a campaign is about; `key` names it among the chapters, `lead` is a key of the cast.

    `names_from`: from when the employer sees names (`portal.rules.disclosure.From`). `criteria` of the pre-selection:
    without them there is none.
    """

    key: str
    lead: str
    title: str
    employer: str
    site: str
    goal: str
    matching: str
    jobs: Mapping[str, Job]
    names_from: str = "put_forward"
    criteria: str = ""

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the functions by their keys."""
        return {key: job.title for key, job in self.jobs.items()}


@dataclass(frozen=True)
class Answer:
    """What a partner answers and when: `number` is the working day, `comes` to the info session (yes, no or None)."""

    organisation: str
    number: int
    hour: int
    accepts: bool = True
    comes: str | None = "yes"
    comes_with: str = ""
    reason: str = ""
    agrees: bool = True


@writes
def prepare(world: World, plan: Plan, *, dates: Dates) -> Campaign:
    """Open a campaign with its functions, dates and agreements."""
    lead = world[plan.lead]
    site = Site.select().join(Organisation).where(Organisation.name == plan.employer, Site.name == plan.site).get()
    campaign = open_campaign(
        by=lead,
        title=plan.title,
        site=site,
        goal=plan.goal,
        matching=plan.matching,
        names_from=plan.names_from,
        has_preselection=bool(plan.criteria),
        preselection_criteria=plan.criteria,
    )
    for key, job in plan.jobs.items():
        world.vacancies[plan.key, key] = add_vacancy(
            campaign,
            by=lead,
            title=job.title,
            places=job.places,
            tasks=job.tasks,
            competences=job.competences,
            conditions=job.conditions,
            hours_a_week=job.hours_a_week,
            shifts=job.shifts,
        )
    set_dates(campaign, dates, by=lead)
    publish_agreement(campaign, AGREEMENTS, by=lead)
    world.campaigns[plan.key] = campaign
    return campaign


@writes
def start_and_invite(campaign: Campaign, organisations: tuple[str, ...], *, by: User) -> None:
    """Start, and ask one person of each organisation along, with the info session for the calendar."""
    start_campaign(campaign, by=by)
    contacts = [
        Contact.select().join(Organisation).where(Organisation.name == name).order_by(Contact.id).get()
        for name in organisations
    ]
    invite_contacts(campaign, contacts, by=by)


def answering(world: World, campaign: str, answer: Answer) -> Chapter:
    """One partner answers by the link in the mail, and reads the agreements."""
    yield world.days.at(answer.number, answer.hour, 10)
    invitation = world.invitation(campaign, answer.organisation)
    _answer(invitation, answer, by=invitation.user)


@writes
def _answer(invitation: Invitation, answer: Answer, *, by: User | None) -> None:
    answer_invitation(
        invitation,
        by=by,
        accepts=answer.accepts,
        reason=answer.reason,
        comes=answer.comes if answer.accepts else None,
        comes_with=answer.comes_with,
    )
    if answer.accepts and answer.agrees:
        agree(invitation, by=by)


@writes
def agree(invitation: Invitation, *, by: User | None) -> None:
    """Accept the agreements as they stand now."""
    newest = Agreement.select().where(Agreement.campaign == invitation.campaign)
    accept_agreement(invitation, newest.order_by(Agreement.number.desc()).get().number, by=by)


def reading(world: World, campaign: str, who: str, since: datetime, at_what: str, most: int = 100) -> Chapter:
    """Somebody reads about those who are put forward, one every few minutes; each look is on record."""
    yield since
    put_forward = Nomination.select(Nomination, Candidate).join(Candidate)
    found = put_forward.where(Nomination.campaign == world.campaigns[campaign], Nomination.state == "put_forward")
    for order, nomination in enumerate(found.order_by(Nomination.put_forward_at, Nomination.id).limit(most)):
        yield since + timedelta(minutes=3 + 4 * order)
        record_look(world[who], nomination.candidate, at_what)
