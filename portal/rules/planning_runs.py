"""Planning as a job: what can be asked for, how long it may be silent, and the words for where it stands."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.rules.words import N_


class Purpose(StrEnum):
    """What a planning is for: the whole day, only who has no place yet, what changed on the day, or a question."""

    PLAN = "plan"
    REST = "rest"
    AGAIN = "again"
    WHAT_IF = "what_if"


PURPOSE_NAMES = {
    Purpose.PLAN: N_("De dag plannen"),
    Purpose.REST: N_("Een plaats voor wie er nog geen heeft"),
    Purpose.AGAIN: N_("Opnieuw plannen op de dag zelf"),
    Purpose.WHAT_IF: N_("Wat als"),
}
OPEN = ("waiting", "running")
LEASE = timedelta(seconds=60)  # silent for so long: another worker takes it up
RENEWED_EVERY = timedelta(seconds=10)
TWICE_WITHIN = timedelta(seconds=10)  # asked again so soon: a second click
MOST_ATTEMPTS = 3
SECONDS, SECONDS_FOR_MANY, MANY = 10.0, 30.0, 200  # for making the waiting shorter, by the number of candidates
SECONDS_FOR_A_QUESTION = 4.0  # a "what if" is about the end of the day first


def seconds_for(purpose: Purpose, candidates: int) -> float:
    """How long the planner may work at the waiting, once the end of the day is known."""
    if purpose is Purpose.WHAT_IF:
        return SECONDS_FOR_A_QUESTION
    return SECONDS_FOR_MANY if candidates > MANY else SECONDS


@dataclass(frozen=True)
class Standing:
    """Where a planning stands, for people: a badge (message id and tone), and a sentence that says what comes."""

    badge: str
    tone: str
    sentence: str


_STANDINGS = {
    "waiting": Standing(N_("wacht"), "info", N_("De planning begint vanzelf. Deze pagina volgt mee.")),
    "running": Standing(
        N_("bezig"), "info", N_("Het portaal zoekt. Je mag deze pagina verlaten: het gaat door zonder jou.")
    ),
    "done": Standing(N_("klaar"), "green", N_("De planning is klaar.")),
    "failed": Standing(N_("mislukt"), "red", N_("Het is niet gelukt. De planning die je had, is niet gewijzigd.")),
    "stopped": Standing(N_("gestopt"), "orange", N_("Gestopt. Wat al gevonden was, is bewaard.")),
}
_INCOMPLETE = Standing(N_("klaar"), "orange", N_("De planning is klaar, maar niet alles kreeg een plaats."))
_STOPPED_EARLY = Standing(N_("gestopt"), "orange", N_("Gestopt voor het begon. Er is niets gewijzigd."))
_STOPPING = Standing(N_("stopt"), "orange", N_("Het portaal rondt af en bewaart het beste dat het vond."))
NOBODY_PLANS = Standing(
    N_("wacht"),
    "orange",
    N_(
        "De planning wacht: het deel van het portaal dat plant, draait nu niet. Ze begint vanzelf zodra het weer "
        "draait. Duurt dat lang, bel dan je beheerder."
    ),
)


def standing_of(state: str, *, has_plan: bool, is_stopping: bool, has_worker: bool, is_whole: bool = True) -> Standing:
    """Where a planning stands. `has_worker`: whether somebody is there to carry it out; `is_whole`: nothing was left
    out of what it found.
    """
    if state in OPEN and not has_worker:
        return NOBODY_PLANS
    if state == "running" and is_stopping:
        return _STOPPING
    if state == "stopped" and not has_plan:
        return _STOPPED_EARLY
    if state == "done" and not is_whole:
        return _INCOMPLETE
    return _STANDINGS[state]


OUT_OF_MEMORY = N_("Er was te weinig geheugen om deze dag te plannen. Vraag je beheerder om meer.")
GAVE_UP = N_("Het plannen brak meermaals af. Probeer het later opnieuw, of bel je beheerder.")
CHANGED = N_("De dag is intussen gewijzigd. Plan opnieuw, dan telt de wijziging mee.")
