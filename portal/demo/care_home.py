"""A small chapter: another organisation leads, and Lotte is a partner."""

from collections.abc import Iterator

from portal.demo.applicants import Addressee
from portal.demo.campaigning import Answer, Job, Plan, answering, prepare, start_and_invite
from portal.demo.cast import CARE_HOME, HOME
from portal.demo.days import Days
from portal.demo.nominating import Line, put_forward
from portal.demo.telling import Chapter, World
from portal.demo.warehouse_candidates import CARE_HOME_CANDIDATES
from portal.rules.campaigns import Dates

PLAN = Plan(
    key="care_home",
    lead="yasmina",
    title="Handen voor De Lindenhof",
    employer=CARE_HOME,
    site="Vilvoorde",
    goal="Vijf mensen in de keuken en de logistiek van het woonzorgcentrum, met taalcoaching op de vloer.",
    matching="Samen met de hoofdverpleegkundige kijken we wie bij welke leefgroep past.",
    jobs={
        "help": Job(
            title="Logistiek assistent", places=3, tasks="Maaltijden rondbrengen, bedden opmaken, een babbel doen.",
            competences="Graag met oudere mensen omgaan, Nederlands willen leren.", shifts="7–15 uur of 13–21 uur",
        ),
        "kitchen": Job(
            title="Keukenmedewerker", places=2, tasks="Groenten snijden, koude schotels maken, afwassen.",
            competences="Hygiënisch werken, doorwerken als het druk is.", shifts="8–16 uur",
        ),
    },
)  # fmt: skip

_ANSWERS = (Answer(HOME, -3, 14), Answer("De Tandem Leuven", -2, 10))
_ASKED = (HOME, "De Tandem Leuven", "De Brugwachter")


def line(days: Days) -> Line:
    """Whose papers are to be written."""
    return Line(
        campaign=PLAN.key,
        applicants=CARE_HOME_CANDIDATES,
        jobs=PLAN.titles,
        to=Addressee("Beste mevrouw Borremans,", CARE_HOME, "Vilvoorde"),
        written_at=days.at(-2, 9),
    )


def chapters(world: World) -> Iterator[Chapter]:
    """The campaign is open, the info session is next week, and the first drafts are made."""
    yield _leading(world)
    for answer in _ANSWERS:
        yield answering(world, PLAN.key, answer)
    for order, one in enumerate(CARE_HOME_CANDIDATES):
        yield put_forward(world, PLAN.key, one, world.days.at(-1, 10 + order), None)


def _leading(world: World) -> Chapter:
    days = world.days
    yield days.at(-6, 13)
    yasmina = world[PLAN.lead]
    campaign = prepare(
        world,
        PLAN,
        dates=Dates(info_session_at=days.to_come(4, 10), info_session_place="Lindendreef 21, Vilvoorde, cafetaria"),
    )
    yield days.at(-4, 9)
    start_and_invite(campaign, _ASKED, by=yasmina)
