"""When a candidate may be put forward: the window, the tasks, and what still lacks (req 001-13, 001-14, Y-4, Y-6)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from portal.rules.refusals import Refused
from portal.rules.words import N_


class Task(StrEnum):
    """The parts of a nomination, each a page of its own, in the order in which they are listed."""

    CANDIDATE = "candidate"
    VACANCIES = "vacancies"
    PROFILE = "profile"
    CV = "cv"
    LETTER = "letter"
    MOTIVATION = "motivation"
    MEASURES = "measures"
    INTERNSHIP = "internship"
    AVAILABILITY = "availability"
    COMMUTING = "commuting"
    SUPPORT = "support"
    AGREEMENT = "agreement"


TASK_NAMES: dict[Task, str] = {
    Task.CANDIDATE: N_("Kandidaat"),
    Task.VACANCIES: N_("Functies, in volgorde van voorkeur"),
    Task.PROFILE: N_("Competenties voor de functie"),
    Task.CV: N_("Cv"),
    Task.LETTER: N_("Motivatiebrief"),
    Task.MOTIVATION: N_("Voorstelling en motivatie"),
    Task.MEASURES: N_("Maatregelen"),
    Task.INTERNSHIP: N_("Stage-uren"),
    Task.AVAILABILITY: N_("Beschikbaarheid"),
    Task.COMMUTING: N_("Vervoer naar het werk"),
    Task.SUPPORT: N_("Wat nodig is op de dag"),
    Task.AGREEMENT: N_("Besproken met de kandidaat"),
}

LACKING: dict[Task, str] = {
    Task.VACANCIES: N_("Kies minstens één functie."),
    Task.PROFILE: N_("Zeg bij elke competentie van de functie hoe ver de kandidaat staat."),
    Task.CV: N_("Voeg het cv toe."),
    Task.LETTER: N_("Voeg de motivatiebrief toe."),
    Task.MOTIVATION: N_("Vul in wat de kandidaat goed kan en waarom hij of zij daar wil werken."),
    Task.MEASURES: N_("Zeg welke maatregelen mogelijk zijn. “Geen maatregel” is ook een antwoord."),
    Task.INTERNSHIP: N_("Vul in hoeveel uren stage per week mogelijk zijn."),
    Task.AVAILABILITY: N_("Vul in wanneer de kandidaat kan werken."),
    Task.COMMUTING: N_("Zeg hoe de kandidaat naar het werk zou komen."),
    Task.SUPPORT: N_("Zeg wat er nodig is op de dag. “Niets bijzonders” is ook een antwoord."),
    Task.AGREEMENT: N_("Bevestig dat je de voordracht met de kandidaat besproken hebt."),
}


# A document counts only when it was checked: what to say while it is not, by task.
PAPER_TASKS: dict[Task, str] = {Task.CV: "cv", Task.LETTER: "letter"}
STILL_CHECKED: dict[Task, str] = {
    Task.CV: N_("Het cv wordt nog gecontroleerd. Dat duurt meestal enkele seconden."),
    Task.LETTER: N_("De motivatiebrief wordt nog gecontroleerd. Dat duurt meestal enkele seconden."),
}
NOT_TAKEN: dict[Task, str] = {
    Task.CV: N_("Het cv werd geweigerd. Kijk waarom, en voeg een ander bestand toe."),
    Task.LETTER: N_("De motivatiebrief werd geweigerd. Kijk waarom, en voeg een ander bestand toe."),
}


class TaskState(StrEnum):
    """How far a task is; computed, never stored."""

    TODO = "todo"
    BUSY = "busy"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class NominationFacts:
    """What is filled in, as far as completeness asks. `has_internship`: whether the campaign has that step.

    `checking` and `refused`: the kinds of document of which a file is being checked, or was refused. `asked`: how many
    competences the chosen functions ask, `answered`: of how many is said how far the candidate is.
    """

    vacancies: int = 0
    asked: int = 0
    answered: int = 0
    has_cv: bool = False
    has_letter: bool = False
    competences: str = ""
    motivation: str = ""
    measures_considered: bool = False
    has_internship: bool = True
    internship_hours: int | None = None
    availability: str = ""
    transport: str = ""
    support_considered: bool = False
    agreed_with_candidate: bool = False
    checking: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Missing:
    """One thing that still lacks: in which task, and a sentence that says how to mend it."""

    task: Task
    sentence: str


def asked_tasks(facts: NominationFacts) -> list[Task]:
    """The tasks that this campaign asks, and what the chosen functions ask."""
    left_out = {Task.INTERNSHIP: not facts.has_internship, Task.PROFILE: not facts.asked}
    return [task for task in Task if not left_out.get(task)]


def task_state(task: Task, facts: NominationFacts) -> TaskState:
    """How far one task is."""
    texts = (bool(facts.competences.strip()), bool(facts.motivation.strip()))
    done = {
        Task.CANDIDATE: True,
        Task.VACANCIES: facts.vacancies > 0,
        Task.PROFILE: facts.answered >= facts.asked,
        Task.CV: facts.has_cv,
        Task.LETTER: facts.has_letter,
        Task.MOTIVATION: all(texts),
        Task.MEASURES: facts.measures_considered,
        Task.INTERNSHIP: facts.internship_hours is not None,
        Task.AVAILABILITY: bool(facts.availability.strip()),
        Task.COMMUTING: bool(facts.transport.strip()),
        Task.SUPPORT: facts.support_considered,
        Task.AGREEMENT: facts.agreed_with_candidate,
    }
    if done[task]:
        return TaskState.DONE
    halfway = {Task.MOTIVATION: any(texts), Task.PROFILE: facts.answered > 0}
    begun = halfway.get(task, False) or PAPER_TASKS.get(task) in facts.checking
    return TaskState.BUSY if begun else TaskState.TODO


def paper_hint(task: Task, facts: NominationFacts) -> str:
    """What there is to say of a document on its way: it is still checked, or was refused; "" when there is nothing."""
    kind = PAPER_TASKS.get(task)
    if kind in facts.checking:
        return STILL_CHECKED[task]
    return NOT_TAKEN[task] if kind in facts.refused else ""


def missing(facts: NominationFacts) -> list[Missing]:
    """What lacks before the candidate can be put forward, in the order of the tasks; empty when it is complete."""
    return [
        Missing(task, paper_hint(task, facts) or LACKING[task])
        for task in asked_tasks(facts)
        if task_state(task, facts) is not TaskState.DONE
    ]


@dataclass(frozen=True, kw_only=True)
class Window:
    """When one partner may put candidates forward (req 001-13). Instants are UTC; `zone` is that of the site.

    `late_until`: the lead lets this partner come in late, until then (req Y-6). `lead` and `phone`: whom to call.
    """

    campaign_state: str
    invitation_state: str
    opens_at: datetime | None
    closes_at: datetime | None
    late_until: datetime | None = None
    zone: str = "Europe/Brussels"
    lead: str = ""
    phone: str = ""

    @property
    def ends_at(self) -> datetime | None:
        """The last moment for this partner: the deadline, or later with a late link."""
        if self.closes_at and self.late_until:
            return max(self.closes_at, self.late_until)
        return self.closes_at


class Phase(StrEnum):
    """Where the window is for one partner."""

    NOT_RUNNING = "not_running"
    NOT_ACCEPTED = "not_accepted"
    NOT_SET = "not_set"
    BEFORE = "before"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


def phase_of(window: Window, now: datetime) -> Phase:
    """Where the window is now. The deadline itself is still in time."""
    if window.campaign_state != "running":
        return Phase.NOT_RUNNING
    if window.invitation_state != "accepted":
        return Phase.NOT_ACCEPTED
    if window.closes_at is None:
        return Phase.NOT_SET
    if window.opens_at is not None and now < window.opens_at:
        return Phase.BEFORE
    if now <= window.closes_at:
        return Phase.OPEN
    if window.late_until is not None and now <= window.late_until:
        return Phase.LATE
    return Phase.CLOSED


def refuse_outside_window(window: Window, now: datetime) -> None:
    """Raise Refused, saying until when it was and whom to call, unless the window is open for this partner."""
    phase = phase_of(window, now)
    local = ZoneInfo(window.zone)
    if phase is Phase.NOT_RUNNING:
        raise Refused(N_("Deze instroomactie loopt niet. Er kan niemand voorgedragen worden."))
    if phase is Phase.NOT_ACCEPTED:
        raise Refused(N_("Jouw organisatie doet nog niet mee aan deze instroomactie. Beantwoord eerst de uitnodiging."))
    if phase is Phase.NOT_SET:
        raise Refused(
            N_("De termijn om kandidaten voor te dragen ligt nog niet vast. Vraag het aan %(lead)s%(phone)s."),
            **_whom(window),
        )
    if phase is Phase.BEFORE and window.opens_at:
        raise Refused(
            N_("Voordragen kan vanaf %(opens)s. Je kunt de voordracht nu al klaarmaken."),
            opens=window.opens_at.astimezone(local),
        )
    if phase is Phase.CLOSED and window.ends_at:
        raise Refused(
            N_("De termijn liep af op %(deadline)s. Wil je toch nog iemand voordragen? Bel %(lead)s%(phone)s."),
            deadline=window.ends_at.astimezone(local),
            **_whom(window),
        )


def refuse_beginning(window: Window, now: datetime) -> None:
    """Raise Refused unless a nomination may be begun: preparing one before the window opens is fine."""
    if phase_of(window, now) not in {Phase.BEFORE, Phase.NOT_SET}:
        refuse_outside_window(window, now)


def _whom(window: Window) -> dict[str, str]:
    return {"lead": window.lead, "phone": f" ({window.phone})" if window.phone else ""}


def is_late(put_forward_at: datetime | None, closes_at: datetime | None) -> bool:
    """Whether a nomination came after the deadline, by a late link (req Y-6)."""
    return bool(put_forward_at and closes_at and put_forward_at > closes_at)


def refuse_incomplete(facts: NominationFacts) -> None:
    """Raise Refused when something lacks (req Y-4); the page names each thing before it comes to this."""
    if missing(facts):
        raise Refused(N_("Deze voordracht is nog niet volledig. Kijk bij de taken wat er nog ontbreekt."))
