"""The chapter of the bakery in Mechelen: its selection day is today."""

# ruff: noqa: E501 - what people say is not cut in two

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from portal.actions.decisions import decide
from portal.actions.nominations import withdraw_nomination
from portal.actions.partners import give_more_time
from portal.actions.selection_days import drop_from_day
from portal.demo.applicants import Addressee, Applicant
from portal.demo.bakery_candidates import CANDIDATES
from portal.demo.campaigning import Answer, Job, Plan, answering, prepare, reading, start_and_invite
from portal.demo.cast import BAKERY
from portal.demo.days import Days
from portal.demo.holding_the_day import Absences, hours, inform_everybody, plan_and_publish, set_up
from portal.demo.nominating import Line, put_forward
from portal.demo.telling import Chapter, World
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.speeddates import Sheet
from portal.models.vacancies import Vacancy
from portal.rules.campaigns import Dates
from portal.rules.decisions import Outcome
from portal.rules.scoring import Verdict

PLAN = Plan(
    key="bakery",
    lead="lotte",
    title="Nieuwe ploeg De Korenschuur, Mechelen",
    employer=BAKERY,
    site="Mechelen",
    goal="Twaalf mensen uit de streek beginnen in januari in de nieuwe ploeg. De bakkerij kiest voor wie elders geen kans krijgt, en wij zorgen voor een zachte landing.",
    matching="Partners dragen voor met twee voorkeuren. De bakkerij beslist mee aan tafel; wie reserve is, blijft zes maanden in beeld.",
    jobs={
        "oven": Job(
            title="Medewerker ovenlijn", places=4,
            tasks="Deegstukken op de band leggen, de oven in het oog houden, afgebakken brood uitnemen.",
            competences="Tegen warmte kunnen, een vast ritme houden, veilig werken.",
            conditions="Stage van tien werkdagen. Vroege ploeg: er rijdt een busje vanaf het station.",
            shifts="5–13 uur of 13–21 uur, per week wisselend",
        ),
        "pack": Job(
            title="Inpakker", places=4, tasks="Brood snijden, inpakken, labels controleren, bakken stapelen.",
            competences="Precies en proper werken, vlotte handen.", conditions="Stage van tien werkdagen.",
            hours_a_week="20 tot 38", shifts="dagdienst of vroege ploeg",
        ),
        "clean": Job(
            title="Schoonmaker productie", places=2, tasks="Lijnen en vloeren reinigen volgens een vast plan.",
            competences="Grondig en zelfstandig werken.", conditions="Opleiding HACCP in de eerste week.", shifts="13–21 uur",
        ),
        "log": Job(
            title="Orderpicker verzending", places=2, tasks="Bestellingen klaarzetten per winkel, karren laden.",
            competences="Tellen, tillen tot 15 kg, op tijd klaar zijn.", shifts="nacht of vroege ploeg, vaste keuze",
        ),
    },
)  # fmt: skip

_ANSWERS = (
    Answer("De Brugwachter", -27, 10),
    Answer("Talentenhuis Zuidrand", -26, 9),
    Answer("De Opstap Rupel", -26, 14),
    Answer("Startblok Zenne", -25, 11),
    Answer("De Tandem Leuven", -25, 15, comes_with="een collega in opleiding"),
    Answer("Jobspoor Hageland", -24, 10, comes="no"),
    Answer("Wegwijs Denderland", -22, 9, accepts=False, reason="We hebben nu niemand voor een bakkerij."),
    Answer("Kruispunt Werk Limburg", -21, 13, accepts=False, reason="Te ver voor onze kandidaten, helaas."),
)
_ABSENCES = Absences(absent=("Sien",), late={"Luc": 70, "Magda": 240})
_WITHDRAWN = "Yassin Bouzidi"
_AFTER_THE_DEADLINE = "Veronique Maes"


def line(days: Days) -> Line:
    """Whose papers are to be written."""
    return Line(
        campaign=PLAN.key,
        applicants=CANDIDATES,
        jobs=PLAN.titles,
        to=Addressee("Beste mevrouw Van Acker,", BAKERY, "Mechelen"),
        written_at=days.at(-14, 9),
    )


def chapters(world: World) -> Iterator[Chapter]:
    """The lead's own chapter, one for each partner, and one for each candidate."""
    yield _leading(world)
    yield reading(world, PLAN.key, PLAN.lead, world.days.at(-7, 9, 30), "nomination")
    yield reading(world, PLAN.key, "emma", world.days.at(-3, 9, 30), "introduction")
    for answer in _ANSWERS:
        yield answering(world, PLAN.key, answer)
    for order, one in enumerate(CANDIDATES):
        yield _candidate(world, one, order)


def _leading(world: World) -> Chapter:
    days = world.days
    yield days.at(-30, 13)
    lotte = world[PLAN.lead]
    campaign = prepare(
        world,
        PLAN,
        dates=Dates(
            info_session_at=days.at(-17, 14),
            info_session_place="Oude Baan 14, Mechelen, refter",
            nominations_close_at=days.at(-9, 17),
            selection_day_on=days.today,
        ),
    )
    yield days.at(-28, 10)
    start_and_invite(campaign, tuple(one.organisation for one in _ANSWERS), by=lotte)
    yield days.at(-8, 9, 15)
    give_more_time(world.invitation(PLAN.key, "Startblok Zenne"), days.at(-7, 12), by=lotte)
    yield days.at(-6, 10)
    set_up(campaign, days.selection_day_begins, "Oude Baan 14, Mechelen: meld je aan het onthaal", by=lotte)
    yield days.at(-5, 11)
    plan_and_publish(campaign, by=lotte)
    yield days.at(-4, 15)
    inform_everybody(campaign, {user.id: user for user in world.people.values()})
    yield days.at(-2, 16)
    _find_other_work(world.nominations[_WITHDRAWN], by=world["tom"])
    yield days.at_minute(0, days.selection_day_begins - 40)
    yield from hours(world, campaign, _ABSENCES, by=lotte)
    yield days.now
    _first_thoughts(world)


@writes
def _find_other_work(nomination: Nomination, *, by: User) -> None:
    withdraw_nomination(nomination, "Yassin tekende gisteren een vast contract in een supermarkt.", by=by)
    drop_from_day(nomination, by=by)


def _first_thoughts(world: World) -> None:
    """Emma writes down what she thinks of two whom everybody wants; Lotte has yet to publish it."""
    verdicts: dict[int, list[str | None]] = defaultdict(list)
    sheets = Sheet.select().join(Nomination).where(Nomination.campaign == world.campaigns[PLAN.key])
    for sheet in sheets.order_by(Sheet.id):
        verdicts[sheet.nomination_id].append(sheet.body.get("verdict"))
    wanted = [nomination for nomination, said in verdicts.items() if set(said) == {Verdict.GREEN.value}]
    for nomination_id in wanted[:2]:
        nomination = Nomination.get_by_id(nomination_id)
        decide(
            nomination,
            Outcome.RETAINED,
            vacancy=_first_choice(nomination),
            motivation="Sterk gesprek, en op de rondleiding stond deze kandidaat er helemaal. Past in de ploeg.",
            words_for_candidate="We zien je graag op stage komen. Je vragen tijdens de rondleiding vonden we heel goed.",
            seen_version=0,
            by=world["emma"],
        )


def _first_choice(nomination: Nomination) -> Vacancy:
    chosen = VacancyChoice.select().where(VacancyChoice.nomination == nomination).order_by(VacancyChoice.rank)
    found: Vacancy = chosen.get().vacancy
    return found


def _candidate(world: World, one: Applicant, order: int) -> Chapter:
    if one.name == _AFTER_THE_DEADLINE:
        return put_forward(world, PLAN.key, one, world.days.at(-8, 14), world.days.at(-8, 16, 20))
    begun_at = world.days.at(-15 + order % 5, 9 + order % 7, order * 11 % 60)
    return put_forward(world, PLAN.key, one, begun_at, begun_at + timedelta(hours=3 + order % 4))
