"""What is next about internships: plan, start, follow up, evaluate, settle."""

from collections import defaultdict
from datetime import UTC, datetime, time
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
            | (
                (Internship.state == "ended")
                & (Placement.outcome == "hired")
                & Placement.contract_on.is_null()
            )
        )
    )
    ids = [one.id for one in live]
    evaluations: dict[int, dict[str, str]] = defaultdict(dict)
    for one in Evaluation.select().where(Evaluation.internship.in_(ids)):
        evaluations[one.internship_id][one.party] = one.state
    moments: dict[int, list[FollowUp]] = defaultdict(list)
    for moment in (
        FollowUp.select()
        .where(FollowUp.internship.in_(ids), FollowUp.done_at.is_null())
        .order_by(FollowUp.on)
    ):
        moments[moment.internship_id].append(moment)
    for internship in live:
        found += _steps_of(internship, user, now, evaluations[internship.id], moments[internship.id])
    return found


def _steps_of(
    internship: Internship, user: User, now: datetime, evaluations: dict[str, str], moments: list[FollowUp]
) -> list[NextStep]:
    campaign = internship.nomination.campaign
    zone = ZoneInfo(campaign.site.zone)
    today = now.astimezone(zone).date()

    def step(what: str, endpoint: str, label: str, until: datetime | None = None, **url: str) -> NextStep:
        return NextStep(
            what=what,
            values={"name": internship.nomination.candidate.first_name},
            who=campaign.employer.name,
            until=until,
            zone=campaign.site.zone,
            is_late=until is not None and until < now,
            endpoint=endpoint,
            url=url or {"internship_id": internship.public_id},
            label=label,
        )

    def at(day: object, minute: int) -> datetime:
        return datetime.combine(day, time(*divmod(minute, 60)), zone).astimezone(UTC)  # type: ignore[arg-type]

    found: list[NextStep] = []
    last_moment = at(internship.ends_on, 24 * 60 - 1)
    if internship.jobcoach_id == user.id:
        if internship.state == "planned" and internship.contract_drawn_up_on is None:
            found.append(
                step(
                    N_("Maak het stagecontract van %(name)s op"),
                    "internships.contract",
                    N_("Maak het contract op"),
                    at(internship.starts_on, internship.start_minute),
                )
            )
        elif internship.state == "planned" and today >= internship.starts_on:
            found.append(
                step(
                    N_("Teken het contract en start de stage van %(name)s"),
                    "internships.start",
                    N_("Start de stage"),
                    at(internship.starts_on, 24 * 60 - 1),
                )
            )
        if internship.state == "running":
            if moments:
                found.append(
                    step(
                        N_("Volg %(name)s op"),
                        "internships.follow_up",
                        N_("Noteer hoe het gaat"),
                        at(moments[0].on, 24 * 60 - 1),
                        follow_up_id=moments[0].public_id,
                    )
                )
            if today >= internship.ends_on and evaluations.get("jobcoach") == "asked":
                found.append(
                    step(
                        N_("Vul je evaluatie in over de stage van %(name)s"),
                        "internships.evaluate_as_jobcoach",
                        N_("Vul in"),
                        last_moment,
                    )
                )
            if today >= internship.ends_on and evaluations.get("candidate") == "asked":
                found.append(
                    step(
                        N_("Laat %(name)s de evaluatie invullen"),
                        "internships.show",
                        N_("Naar de stage"),
                        last_moment,
                    )
                )
    if user.role == Role.EMPLOYER:
        if (
            internship.state == "running"
            and today >= internship.ends_on
            and evaluations.get("employer") == "asked"
        ):
            found.append(
                step(
                    N_("Vul je evaluatie in over de stage van %(name)s"),
                    "internships.evaluate_as_employer",
                    N_("Vul in"),
                    last_moment,
                )
            )
        if internship.state == "ended":
            found.append(
                step(N_("Maak het arbeidscontract van %(name)s op"), "internships.show", N_("Naar de stage"))
            )
    settles = user.role == Role.EMPLOYER or campaign.lead_id == user.id
    if settles and internship.state == "running" and set(evaluations.values()) == {"handed_in"}:
        found.append(
            step(N_("Leg vast of %(name)s mag blijven"), "placements.settle", N_("Leg de uitkomst vast"))
        )
    return found
