"""What is next about internships: plan, start, follow up, evaluate, settle."""

from collections import defaultdict
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from peewee import JOIN

from portal.models.accounts import User
from portal.models.internships import Evaluation, FollowUp, Internship
from portal.models.placements import Placement
from portal.queries.internships import internships_visible_to, retained_without_internship
from portal.queries.next_steps.steps import NextStep
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.words import N_


def internship_steps(user: User, now: datetime) -> list[NextStep]:
    """For the jobcoach, the employer and the lead; four queries however many internships there are."""
    if user.role not in (*MEDIATING_ROLES, Role.EMPLOYER):
        return []
    found = [
        NextStep(
            what=N_("Plan de stage van %(name)s"),
            values={"name": one.nomination.candidate.first_name},
            who=one.nomination.campaign.title,
            endpoint="internships.plan",
            url={"nomination_id": one.nomination.public_id},
            label=N_("Plan de stage"),
        )
        for one in (retained_without_internship(user) if user.role in MEDIATING_ROLES else [])
    ]
    live = list(
        internships_visible_to(user)
        .switch(Internship)
        .join(Placement, JOIN.LEFT_OUTER, on=(Placement.internship == Internship.id))
        .where(
            Internship.state.in_(("planned", "running"))
            | ((Internship.state == "ended") & (Placement.outcome == "hired") & Placement.contract_on.is_null())
        )
    )
    ids = [one.id for one in live]
    evaluations: dict[int, dict[str, str]] = defaultdict(dict)
    for one in Evaluation.select().where(Evaluation.internship.in_(ids)):
        evaluations[one.internship_id][one.party] = one.state
    moments: dict[int, list[FollowUp]] = defaultdict(list)
    for moment in (
        FollowUp.select().where(FollowUp.internship.in_(ids), FollowUp.done_at.is_null()).order_by(FollowUp.on)
    ):
        moments[moment.internship_id].append(moment)
    for internship in live:
        found += _steps_of(internship, user, now, evaluations[internship.id], moments[internship.id])
    return found


class _Steps:
    """The next steps of one internship for one person, gathered by who has to take them."""

    def __init__(self, internship: Internship, user: User, now: datetime) -> None:
        self.internship = internship
        self.campaign = internship.nomination.campaign
        self.zone = ZoneInfo(self.campaign.site.zone)
        self.user = user
        self.now = now
        self.today = now.astimezone(self.zone).date()
        self.last_moment = self.at(internship.ends_on, 24 * 60 - 1)
        self.found: list[NextStep] = []

    def at(self, day: date, minute: int) -> datetime:
        """A minute of a day on the clock of the site, in UTC."""
        return datetime.combine(day, time(*divmod(minute, 60)), self.zone).astimezone(UTC)

    def add(self, what: str, endpoint: str, label: str, until: datetime | None = None, **url: str) -> None:
        """One more step; late when its moment is past."""
        step = NextStep(
            what=what,
            values={"name": self.internship.nomination.candidate.first_name},
            who=self.campaign.employer.name,
            until=until,
            zone=self.campaign.site.zone,
            is_late=until is not None and until < self.now,
            endpoint=endpoint,
            url=url or {"internship_id": self.internship.public_id},
            label=label,
        )
        self.found.append(step)

    def before_the_start(self) -> None:
        """The jobcoach draws up the contract, and starts the internship on its day."""
        one = self.internship
        if one.contract_drawn_up_on is None:
            start = self.at(one.starts_on, one.start_minute)
            what = N_("Maak het stagecontract van %(name)s op")
            self.add(what, "internships.contract", N_("Maak het contract op"), start)
        elif self.today >= one.starts_on:
            what = N_("Teken het contract en start de stage van %(name)s")
            self.add(what, "internships.start", N_("Start de stage"), self.at(one.starts_on, 24 * 60 - 1))

    def on_the_way(self, moments: list[FollowUp], open_parties: set[str]) -> None:
        """The jobcoach follows up, evaluates, and helps the candidate to do so."""
        if moments:
            moment = moments[0]
            until = self.at(moment.on, 24 * 60 - 1)
            label = N_("Noteer hoe het gaat")
            self.add(N_("Volg %(name)s op"), "internships.follow_up", label, until, follow_up_id=moment.public_id)
        if self.today < self.internship.ends_on:
            return
        if "jobcoach" in open_parties:
            what = N_("Vul je evaluatie in over de stage van %(name)s")
            self.add(what, "internships.evaluate_as_jobcoach", N_("Vul in"), self.last_moment)
        if "candidate" in open_parties:
            what = N_("Laat %(name)s de evaluatie invullen")
            self.add(what, "internships.show", N_("Naar de stage"), self.last_moment)

    def at_the_company(self, open_parties: set[str]) -> None:
        """The employer evaluates, and draws up the contract of who is hired."""
        one = self.internship
        if one.state == "ended":
            what = N_("Maak het arbeidscontract van %(name)s op")
            self.add(what, "internships.show", N_("Naar de stage"))
        elif one.state == "running" and "employer" in open_parties and self.today >= one.ends_on:
            what = N_("Vul je evaluatie in over de stage van %(name)s")
            self.add(what, "internships.evaluate_as_employer", N_("Vul in"), self.last_moment)


def _steps_of(
    internship: Internship, user: User, now: datetime, evaluations: dict[str, str], moments: list[FollowUp]
) -> list[NextStep]:
    steps = _Steps(internship, user, now)
    open_parties = {party for party, state in evaluations.items() if state == "asked"}
    if internship.jobcoach_id == user.id:
        if internship.state == "planned":
            steps.before_the_start()
        elif internship.state == "running":
            steps.on_the_way(moments, open_parties)
    if user.role == Role.EMPLOYER:
        steps.at_the_company(open_parties)
    settles = user.role == Role.EMPLOYER or steps.campaign.lead_id == user.id
    if settles and internship.state == "running" and not open_parties:
        what = N_("Leg vast of %(name)s mag blijven")
        steps.add(what, "placements.settle", N_("Leg de uitkomst vast"))
    return steps.found
