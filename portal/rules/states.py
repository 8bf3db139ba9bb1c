"""When something may happen: one table of states and steps per kind of record.

Only `portal.actions.moving.move` writes a `state`. What can be computed (full, expired, late, running out) is no state.
The key of a machine is the name of its model.
"""

from dataclasses import dataclass

from portal.rules.refusals import Refused
from portal.rules.words import N_, Term


@dataclass(frozen=True)
class Step:
    """One verb: from which states, to which state; `words` stand on timelines, in the past tense."""

    sources: tuple[str, ...]
    target: str
    words: str


@dataclass(frozen=True)
class Machine:
    """The states of one kind of record, with their names for people; the first one is where it starts."""

    names: dict[str, str]
    steps: dict[str, Step]

    @property
    def start(self) -> str:
        """The state of a new record."""
        return next(iter(self.names))


MACHINES: dict[str, Machine] = {
    "Campaign": Machine(
        names={
            "draft": N_("in voorbereiding"),
            "running": N_("loopt"),
            "closed": N_("afgesloten"),
            "cancelled": N_("afgelast"),
        },
        steps={
            "start": Step(("draft",), "running", N_("Instroomactie gestart")),
            "close": Step(("running",), "closed", N_("Instroomactie afgesloten")),
            "reopen": Step(("closed",), "running", N_("Instroomactie heropend")),
            "cancel": Step(("draft", "running"), "cancelled", N_("Instroomactie afgelast")),
        },
    ),
    "Invitation": Machine(
        names={
            "invited": N_("uitgenodigd"),
            "accepted": N_("doet mee"),
            "declined": N_("doet niet mee"),
            "revoked": N_("ingetrokken"),
        },
        steps={
            "accept": Step(("invited", "declined"), "accepted", N_("Doet mee")),
            "decline": Step(("invited", "accepted"), "declined", N_("Doet niet mee")),
            "revoke": Step(("invited", "accepted", "declined"), "revoked", N_("Uitnodiging ingetrokken")),
            "invite_again": Step(("revoked", "declined"), "invited", N_("Opnieuw uitgenodigd")),
        },
    ),
    "Nomination": Machine(
        names={
            "draft": N_("nog niet voorgedragen"),
            "put_forward": N_("voorgedragen"),
            "withdrawn": N_("ingetrokken"),
            "restricted": N_("afgeschermd"),
        },
        steps={
            "put_forward": Step(("draft", "withdrawn"), "put_forward", N_("Voorgedragen")),
            "withdraw": Step(("draft", "put_forward"), "withdrawn", N_("Voordracht ingetrokken")),
            # The file of the candidate is set apart: nobody outside the own organisation meets the nomination.
            "restrict": Step(("put_forward",), "restricted", N_("Dossier afgeschermd")),
            "lift_restriction": Step(("restricted",), "put_forward", N_("Afscherming opgeheven")),
        },
    ),
    "Interview": Machine(
        names={"planned": N_("gepland"), "held": N_("gehouden"), "cancelled": N_("afgezegd")},
        steps={
            "hold": Step(("planned",), "held", N_("Preselectiegesprek gehouden")),
            "cancel": Step(("planned",), "cancelled", N_("Preselectiegesprek afgezegd")),
        },
    ),
    "Preselection": Machine(
        names={
            "open": N_("nog te bekijken"),
            "registered": N_("vastgelegd"),
            "told": N_("verteld aan de kandidaat"),
        },
        steps={
            # again: once more information came in
            "register": Step(("open", "registered"), "registered", N_("Resultaat van de preselectie vastgelegd")),
            "undo": Step(("registered",), "open", N_("Resultaat van de preselectie teruggenomen")),
            "tell": Step(("registered",), "told", N_("De bemiddelaar vertelde het resultaat van de preselectie")),
            "correct": Step(("told",), "registered", N_("Terugkoppeling van de preselectie rechtgezet")),
        },
    ),
    "SelectionDay": Machine(
        names={
            "draft": N_("in voorbereiding"),
            "published": N_("bekendgemaakt"),
            "closed": N_("afgesloten"),
            "cancelled": N_("afgelast"),
        },
        steps={
            "publish": Step(("draft",), "published", N_("Dagplanning bekendgemaakt")),
            "cancel": Step(("draft", "published"), "cancelled", N_("Selectiedag afgelast")),
            "close": Step(("published",), "closed", N_("Selectiedag afgesloten")),
            "reopen": Step(("closed",), "published", N_("Selectiedag heropend")),
        },
    ),
    "Attendance": Machine(
        names={
            "expected": N_("verwacht"),
            "late": N_("komt later"),
            "present": N_("aanwezig"),
            "absent": N_("afwezig"),
            "left": N_("vertrokken"),
        },
        steps={
            "announce_late": Step(("expected",), "late", N_("Komt later")),
            "check_in": Step(("expected", "late", "absent", "left"), "present", N_("Aangemeld op de selectiedag")),
            "mark_absent": Step(("expected", "late"), "absent", N_("Afwezig op de selectiedag")),
            "check_out": Step(("present",), "left", N_("Vertrokken van de selectiedag")),
            "expect_again": Step(("late", "present", "absent", "left"), "expected", N_("Aanwezigheid rechtgezet")),
        },
    ),
    "TestPaper": Machine(
        names={"open": N_("open"), "handed_in": N_("ingeleverd"), "rated": N_("beoordeeld")},
        steps={
            "hand_in": Step(("open",), "handed_in", N_("Proef ingeleverd")),
            "rate": Step(("handed_in", "rated"), "rated", N_("Proef beoordeeld")),
            "reopen": Step(("handed_in",), "open", N_("Proef opnieuw geopend")),
        },
    ),
    "Decision": Machine(
        names={"pending": N_("nog niet bekendgemaakt"), "published": N_("bekendgemaakt")},
        steps={
            "publish": Step(("pending",), "published", N_("Beslissing bekendgemaakt aan de jobcoach")),
            "take_back": Step(("published",), "pending", N_("Beslissing teruggenomen")),
            # a place came free: the next on the reserve list
            "promote": Step(("pending", "published"), "pending", N_("Van de reservelijst naar weerhouden")),
        },
    ),
    "Relay": Machine(
        names={"due": N_("te vertellen"), "told": N_("verteld")},
        steps={
            "tell": Step(("due",), "told", N_("De jobcoach vertelde het aan de kandidaat")),
            "correct": Step(("told",), "due", N_("Terugkoppeling rechtgezet")),
            "ask_again": Step(("told",), "due", N_("Er komt een nieuw resultaat om te vertellen")),
        },
    ),
    "Internship": Machine(
        names={
            "planned": N_("gepland"),
            "running": N_("loopt"),
            "ended": N_("afgerond"),
            "stopped": N_("gestopt"),
        },
        steps={
            "start": Step(("planned",), "running", N_("Stage gestart, contract ondertekend")),
            "end": Step(("running",), "ended", N_("Stage afgerond")),
            "stop": Step(("planned", "running"), "stopped", N_("Stage gestopt")),
        },
    ),
    "Evaluation": Machine(
        names={"asked": N_("gevraagd"), "handed_in": N_("ingevuld")},
        steps={"hand_in": Step(("asked",), "handed_in", N_("Evaluatie ingevuld"))},
    ),
    "PlanningRun": Machine(
        names={
            "waiting": N_("wacht"),
            "running": N_("bezig"),
            "done": N_("klaar"),
            "failed": N_("mislukt"),
            "stopped": N_("gestopt"),
        },
        steps={
            # From `running` too: whoever was planning is gone.
            "take_up": Step(("waiting", "running"), "running", N_("Planning begonnen")),
            "put_back": Step(("running",), "waiting", N_("Planning uitgesteld")),
            "finish": Step(("running",), "done", N_("Planning klaar")),
            "fail": Step(("waiting", "running"), "failed", N_("Planning mislukt")),
            "stop": Step(("waiting", "running"), "stopped", N_("Planning gestopt")),
        },
    ),
    "Upload": Machine(
        names={
            "arriving": N_("komt binnen"),
            "received": N_("wacht op controle"),
            "checking": N_("wordt gecontroleerd"),
            "clean": N_("veilig"),
            "refused": N_("geweigerd"),
        },
        steps={
            "receive": Step(("arriving",), "received", N_("Bestand aangekomen")),
            # From `checking` too: whoever was checking it is gone.
            "check": Step(("received", "checking"), "checking", N_("Controle van een bestand begonnen")),
            "put_back": Step(("checking",), "received", N_("Controle van een bestand uitgesteld")),
            "accept": Step(("checking",), "clean", N_("Bestand veilig bevonden")),
            "refuse": Step(("checking",), "refused", N_("Bestand geweigerd")),
        },
    ),
}


def next_state(kind: str, state: str, step: str) -> str:
    """The state after `step`; raises Refused when the record is not in a state for it, KeyError for no such step."""
    machine = MACHINES[kind]
    found = machine.steps[step]
    if state not in found.sources:
        raise Refused(N_("Dat kan niet meer: dit staat nu op “%(state)s”."), state=Term(machine.names[state]))
    return found.target


def may_step(kind: str, state: str, step: str) -> bool:
    """Whether a record in this state can take this step now."""
    return state in MACHINES[kind].steps[step].sources


def state_name(kind: str, state: str) -> str:
    """The Dutch message id of a state's name."""
    return MACHINES[kind].names[state]
