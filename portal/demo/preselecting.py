"""The pre-selection of the warehouse: one goes on, one does not, one is asked about, and one is half looked at."""

# ruff: noqa: E501 - what people say is not cut in two

from datetime import timedelta

from portal import clock
from portal.actions.preselections import (
    Assessment,
    Verdict,
    answer_question,
    keep_assessment,
    note_paper_talk,
    register_result,
    tell_result,
)
from portal.demo.telling import Chapter, World
from portal.models.accounts import User
from portal.models.nominations import Nomination
from portal.models.preselections import Preselection
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.preselections import criteria_for
from portal.rules.decisions import ToldHow
from portal.rules.preselections import Met, PaperChannel, Result

CRITERIA = """\
Kan om zes uur 's morgens in Willebroek zijn
Wil in ploegen werken, of alleen overdag als dat zo afgesproken is"""

_GOES_ON = Verdict(
    result=Result.GO,
    words_for_mediator="Kent retours en komt met de bus van 5.40 uur. De dagploeg is eerst de bedoeling.",
    words_for_candidate="Je ervaring met retours is precies wat Vaartland zoekt. Tot op de selectiedag.",
)
_GOES_NOT = Verdict(
    result=Result.NO_GO,
    words_for_mediator="Vanuit Breda is Willebroek vóór 6 uur niet te halen, en vervoer lukt niet. Jammer: de rest klopte.",
    words_for_candidate="Je ervaring is sterk. De reis is het enige wat niet past; dichter bij huis zoeken we graag mee.",
)
_ASKED = Verdict(
    result=Result.MORE_INFO,
    words_for_mediator="Kan Abdirahman ook om 6 uur beginnen, of alleen in de late ploeg?",
)


def chapter(world: World, campaign: str, lead: str) -> Chapter:
    """Lotte holds the papers against the criteria, the mediators get the results and tell them."""
    yield world.days.at(-1, 14, 10)
    lotte = world[lead]
    _register(world, "Marleen Huys", _GOES_ON, lead)
    note_paper_talk(
        world.campaigns[campaign],
        [world.nominations[name] for name in ("Marleen Huys", "Sanne de Vries")],
        on=clock.today(),
        channel=PaperChannel.PHONE,
        note="Greet wil graag iemand die retours kent. Vervoer vóór 6 uur blijft een vraag.",
        by=lotte,
    )
    yield world.days.at(-1, 14, 20)
    stopped = _register(world, "Sanne de Vries", _GOES_NOT, lead)
    asked = _register(world, "Abdirahman Warsame", _ASKED, lead)
    yield world.days.at(-1, 14, 40)
    _look_at(world.nominations["Glenn Michiels"], lotte)
    yield world.days.at(-1, 15, 30)
    answer_question(asked, "Ja: hij neemt de fiets en is er tegen half zes.", by=world["ilse"])
    yield world.days.at(-1, 16, 10)
    tell_result(stopped, clock.now() - timedelta(minutes=20), ToldHow.PHONE, by=world["daan"])


def _register(world: World, name: str, verdict: Verdict, lead: str) -> Preselection:
    nomination = nomination_as_it_stands(world.nominations[name])
    found = Assessment(lines=_held_against(nomination, Met.YES if verdict.result is Result.GO else Met.UNKNOWN))
    return register_result(nomination, found, verdict, seen_version=0, by=world[lead])


def _look_at(nomination: Nomination, by: User) -> None:
    lines = _held_against(nomination, Met.PARTLY)
    keep_assessment(nomination, Assessment(lines=lines, memo="Nog vragen aan Pim: mag heffen?"), seen_version=0, by=by)


def _held_against(nomination: Nomination, met: Met) -> list[dict[str, str]]:
    return [{"criterion": one, "met": met.value, "note": ""} for one in criteria_for(nomination)]
