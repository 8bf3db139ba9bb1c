"""The chapter of the bakery's site in Puurs: decisions are known, internships run, two people stay."""

# ruff: noqa: E501 - what people say is not cut in two

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from portal import clock
from portal.actions.consents import record_consent
from portal.actions.decisions import decide, publish_decisions, tell_candidate
from portal.actions.internships import (
    InternshipPlan,
    draw_up_contract,
    hand_in_evaluation,
    note_follow_up,
    plan_internship,
    proposed_end,
    start_internship,
    stop_internship,
)
from portal.actions.placements import draw_up_employment_contract, request_measure, settle_outcome
from portal.actions.selection_days import close_day
from portal.demo.applicants import Addressee, Applicant
from portal.demo.campaigning import Answer, Job, Plan, answering, prepare, reading, start_and_invite
from portal.demo.cast import BAKERY
from portal.demo.days import COUNTRY, ZONE, Days
from portal.demo.holding_the_day import (
    Absences,
    as_it_stands,
    hours,
    inform_everybody,
    plan_and_publish,
    set_up,
)
from portal.demo.internship_candidates import CANDIDATES
from portal.demo.nominating import Line, put_forward
from portal.demo.puurs_paths import ABSENT, FIRST, SECOND, Batch, Stay, Told
from portal.demo.telling import Chapter, World
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.decisions import Decision, Relay
from portal.models.internships import Internship
from portal.models.nominations import Nomination
from portal.queries.internships import evaluations_of, follow_ups_of
from portal.rules.campaigns import Dates
from portal.rules.candidates import searchable
from portal.rules.consents import ConsentHow, ConsentPurpose
from portal.rules.evaluations import THEMES
from portal.rules.local_times import to_utc

PLAN = Plan(
    key="puurs",
    lead="lotte",
    title="Vroege ploeg De Korenschuur, Puurs",
    employer=BAKERY,
    site="Puurs",
    goal="Elf mensen versterken de vroege ploeg in Puurs. Na tien dagen stage beslissen we samen of iemand blijft.",
    matching="Elke kandidaat komt aan twee tafels. Wie die dag ziek is, komt later apart langs.",
    jobs={
        "bread": Job(
            title="Broodbakker in opleiding", places=3, tasks="Deeg afwegen, opbollen, bakken, en alles proper achterlaten.",
            competences="Tegen warmte kunnen, vroeg kunnen opstaan, willen leren.", shifts="4.30–12.30 uur",
        ),
        "pack": Job(
            title="Inpakker", places=6, tasks="Snijden, inpakken en labelen.", competences="Precies en proper werken.",
            hours_a_week="20 tot 38", shifts="5–13 uur",
        ),
        "log": Job(
            title="Magazijnmedewerker met heftruck", places=2, tasks="Grondstoffen aanvoeren, vrachtwagens laden.",
            competences="Veilig rijden, tellen, meedenken.", conditions="Een heftruckattest kun je bij ons halen.", shifts="5–13 uur of dagdienst",
        ),
    },
)  # fmt: skip

_ANSWERS = (
    Answer("De Brugwachter", -53, 10),
    Answer("Talentenhuis Zuidrand", -53, 14),
    Answer("Kansenfabriek Waas", -52, 9),
    Answer("Mondiaal Talent", -52, 11),
    Answer("De Opstap Rupel", -51, 15),
    Answer("De Tandem Leuven", -50, 9, comes="no"),
    Answer("De Ankerplaats Oostende", -49, 10, accepts=False, reason="Te ver, maar bedankt om aan ons te denken."),
)
_DAY = -34  # the working day of the selection day
# Who agrees that day to stay: without that the file goes after four weeks, decided about or not.
_IN_THE_POOL = (*SECOND.paths, "Dorien Lauwers")
_SUPERVISOR_PHONE = "03 000 66 20"


def line(days: Days) -> Line:
    """Whose papers are to be written."""
    return Line(
        campaign=PLAN.key,
        applicants=CANDIDATES,
        jobs=PLAN.titles,
        to=Addressee("Beste mevrouw Van Acker,", BAKERY, "Puurs"),
        written_at=days.at(-46, 9),
    )


def chapters(world: World) -> Iterator[Chapter]:
    """The lead's own chapter, and one for each partner, candidate, result and internship."""
    yield _leading(world)
    yield reading(world, PLAN.key, PLAN.lead, world.days.at(-40, 9, 30), "nomination")
    yield reading(world, PLAN.key, "emma", world.days.at(-36, 13, 30), "introduction")
    for answer in _ANSWERS:
        yield answering(world, PLAN.key, answer)
    for order, one in enumerate(CANDIDATES):
        yield _candidate(world, one, order)
    for batch in (FIRST, SECOND):
        for name, path in batch.paths.items():
            if path.told is not None:
                yield _telling(world, name, path.told)
            if path.stay is not None:
                yield _staying(world, name, path.stay)


def _candidate(world: World, one: Applicant, order: int) -> Chapter:
    begun_at = world.days.at(-46 + order % 4, 9 + order % 7, order * 13 % 60)
    return put_forward(world, PLAN.key, one, begun_at, begun_at + timedelta(hours=2 + order % 5))


def _leading(world: World) -> Chapter:
    days = world.days
    yield days.at(-56, 10)
    lotte = world[PLAN.lead]
    campaign = prepare(
        world,
        PLAN,
        dates=Dates(
            info_session_at=days.at(-48, 14),
            info_session_place="Veurtstraat 90, Puurs, opleidingslokaal",
            nominations_close_at=days.at(-41, 17),
            selection_day_on=days.day(_DAY),
            internship_starts_on=days.day(-15),
        ),
    )
    yield days.at(-54, 9)
    start_and_invite(campaign, tuple(one.organisation for one in _ANSWERS), by=lotte)
    yield days.at(-39, 10)
    set_up(campaign, 8 * 60 + 30, "Veurtstraat 90, Puurs: wij staan aan de poort", by=lotte)
    yield days.at(-38, 9)
    plan_and_publish(campaign, by=lotte)
    yield days.at(-37, 16)
    inform_everybody(campaign, {user.id: user for user in world.people.values()})
    yield days.at(_DAY, 8)
    yield from hours(world, campaign, Absences(absent=ABSENT), by=lotte)
    yield days.at(_DAY, 18)
    close_day(as_it_stands(campaign), by=lotte)
    for name in _IN_THE_POOL:
        _stays_in_pool(world, name)
    for batch in (FIRST, SECOND):
        yield days.at(batch.decided, 11)
        _decide(world, batch)
        yield days.at(batch.published, 16)
        publish_decisions(campaign, by=lotte)


def _stays_in_pool(world: World, name: str) -> None:
    """Half a year of the wervingsreserve, said to the jobcoach."""
    candidate, today = world.nominations[name].candidate, clock.today()
    record_consent(
        candidate,
        ConsentPurpose.POOL,
        how=ConsentHow.SPOKEN,
        given_on=today,
        until=today + timedelta(days=180),
        by=candidate.jobcoach,
    )


@writes
def _decide(world: World, batch: Batch) -> None:
    for name, path in batch.paths.items():
        decide(
            Nomination.get_by_id(world.nominations[name].id),
            path.outcome,
            vacancy=world.vacancies[PLAN.key, path.vacancy] if path.vacancy else None,
            motivation=path.motivation,
            words_for_candidate=path.words,
            seen_version=0,
            by=world["emma"],
        )


def _telling(world: World, name: str, told: Told) -> Chapter:
    number, hour, how, reaction = told
    yield world.days.at(number, hour, 20)
    nomination = world.nominations[name]
    relay = Relay.select(Relay, Decision).join(Decision).where(Decision.nomination == nomination).get()
    tell_candidate(relay, world.days.at(number, hour), how, reaction=reaction, by=nomination.jobcoach)


def _staying(world: World, name: str, stay: Stay) -> Chapter:
    """One internship: planned, started, followed, evaluated, and what comes of it; as far as it is today."""
    days = world.days
    yield days.at(min(stay.start - 8, -4), 10, 30)
    own = Nomination.get_by_id(world.nominations[name].id)
    coach: User = own.jobcoach
    internship = plan_internship(own, _plan(days, stay, coach), by=coach)
    if stay.start > 0:
        return
    yield days.at(stay.start - 2, 14)
    draw_up_contract(internship, by=coach)
    yield days.at(stay.start, 9)
    start_internship(_again(internship), internship.starts_on, candidate=True, employer=True, jobcoach=True, by=coach)
    yield from _following(internship, stay, coach, days.now)
    if stay.stop is not None:
        yield days.at(stay.stop[0], 15)
        stop_internship(_again(internship), stay.stop[1], by=coach)
        return
    last_day = to_utc(internship.ends_on, time(14), ZONE)
    for order, party in enumerate(stay.evaluated):
        yield last_day + timedelta(minutes=40 * order)
        _evaluate(internship, party, stay.level, coach=coach, employer=world["emma"])
    if stay.outcome is None:
        return
    yield days.at(-5, 11)
    placement = settle_outcome(_again(internship), stay.outcome, stay.outcome_words, by=world["emma"])
    if stay.contract:
        yield days.at(-4, 10)
        draw_up_employment_contract(
            placement,
            contract_on=days.day(-4),
            starts_on=days.day(5),
            contract_kind=stay.contract,
            seen_version=placement.version,
            by=world["emma"],
        )
        yield days.at(-3, 9)
        request_measure(
            placement,
            stay.measure,
            requested_on=days.day(-3),
            note="Samen met Lotte nagekeken en ingediend.",
            by=world["emma"],
        )


def _again(internship: Internship) -> Internship:
    found: Internship = Internship.get_by_id(internship.id)
    return found


def _plan(days: Days, stay: Stay, coach: User) -> InternshipPlan:
    starts_on = days.day(stay.start)
    first_name = stay.supervisor.partition(" ")[0]
    return InternshipPlan(
        starts_on=starts_on,
        ends_on=proposed_end(starts_on, 10, COUNTRY),
        start_minute=7 * 60 + 30,
        hours_a_week=stay.hours,
        place="Veurtstraat 90, Puurs: meld je aan de poort",
        supervisor_name=stay.supervisor,
        supervisor_phone=_SUPERVISOR_PHONE,
        supervisor_email=f"{searchable(stay.supervisor).replace(' ', '.')}@dekorenschuur.example",
        jobcoach_present=True,
        present_at_start=f"Emma Van Acker, {first_name} van de werkvloer en {coach.name.partition(' ')[0]}",
    )


def _following(internship: Internship, stay: Stay, coach: User, until: datetime) -> Chapter:
    """The moments of follow-up that have been, each noted the same afternoon."""
    for moment, (went, note) in zip(follow_ups_of(internship), stay.notes, strict=False):
        at = to_utc(moment.on, time(13, 15), ZONE)
        if at > until:
            return
        yield at
        note_follow_up(moment, went, note, by=coach)


_SAID = {
    "candidate": ("Ik heb veel geleerd en de collega's zijn lief.", "Ik wil nog leren werken met de grote machine."),
    "jobcoach": ("Vanaf de eerste week zelfstandig, en goed omringd door de ploeg.", "Een vaste begeleider, ook in de eerste maand van het contract."),
    "employer": ("Inzet, stiptheid en een goede sfeer in de ploeg.", "Nog wat oefenen op het bijhouden van de lijsten."),
}  # fmt: skip


def _evaluate(internship: Internship, party: str, level: int, *, coach: User, employer: User) -> None:
    went_well, needed = _SAID[party]
    answers = {theme.key: str(level) for theme in THEMES if theme.is_scale}
    answers["support"] = str(level - (party == "candidate"))
    answers |= {"went_well": went_well, "needed": needed, "go_on": "yes"}
    first_name = internship.nomination.candidate.first_name
    by = {"jobcoach": coach, "employer": employer}.get(party)
    evaluation = evaluations_of(internship)[party]
    hand_in_evaluation(evaluation, answers, by=by, by_words="" if by else first_name)
