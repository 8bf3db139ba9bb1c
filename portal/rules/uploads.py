"""Files on their way in: how much may be on the way, why a check waits, and the words for where a file stands."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.rules.documents import MAX_BYTES, Reason, safe_name
from portal.rules.refusals import Refused
from portal.rules.words import N_

CHUNK_BYTES = 512 * 1024  # one piece of a file; small enough to arrive over a weak line, flushed before it counts
ARRIVING_AT_ONCE = 10  # files that one person may have half sent
ARRIVING_BYTES = 300 * MAX_BYTES  # what everybody together may have half sent
ABANDONED_AFTER = timedelta(hours=24)  # half sent, and silent for so long: cleared
FORGOTTEN_AFTER = timedelta(days=1)  # a file that became a document: the document says it all
STRAY_AFTER_SECONDS = 3600.0  # bytes that no row names, left by a crash
LEASE = timedelta(seconds=120)  # longer than a check may take: its turn, its look, the virus scanner
MOST_ATTEMPTS = 6
_OPEN = ("received", "checking")
_ENDING = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,8}$")


class Trouble(StrEnum):
    """Why a file that came in whole is not checked yet."""

    BUSY = "busy"
    NO_ROOM = "no_room"
    SCANNER = "scanner"


@dataclass(frozen=True)
class Standing:
    """Where a file stands, for people: a badge (message id and tone), and a sentence that says what to do."""

    badge: str
    tone: str
    sentence: str


CHECKING = Standing(
    N_("wordt gecontroleerd"),
    "info",
    N_("Het bestand is goed aangekomen. De controle duurt meestal enkele seconden; deze pagina volgt vanzelf."),
)
WAITING: dict[Trouble, Standing] = {
    Trouble.BUSY: Standing(
        N_("wordt gecontroleerd"),
        "info",
        N_("Het is druk. Het bestand ligt veilig te wachten en wordt vanzelf opnieuw gecontroleerd."),
    ),
    Trouble.NO_ROOM: Standing(
        N_("wacht op controle"),
        "orange",
        N_("De schijf is vol. Het bestand ligt veilig te wachten en wordt vanzelf opnieuw gecontroleerd."),
    ),
    Trouble.SCANNER: Standing(
        N_("wacht op controle"),
        "orange",
        N_(
            "De virusscanner antwoordt niet. Het bestand ligt veilig te wachten en wordt vanzelf opnieuw gecontroleerd."
        ),
    ),
}
ARRIVING = Standing(
    N_("kwam half aan"),
    "orange",
    N_("Kies hetzelfde bestand opnieuw: het versturen gaat verder waar het stopte."),
)
SLOW = Standing(
    N_("wordt gecontroleerd"),
    "info",
    N_("De controle laat op zich wachten. Je bestand ligt veilig: je hoeft niets te doen en mag dit venster sluiten."),
)
_SLOW_AFTER = timedelta(minutes=2)
CLEAN = Standing(N_("veilig"), "green", N_("Het bestand is gecontroleerd en veilig."))


def standing_of(state: str, trouble: str, reason: str, waits: timedelta) -> Standing:
    """Where a file stands, for whoever handed it in; `waits`: since when. A refusal says how to mend it."""
    if state == "arriving":
        return ARRIVING
    if state == "clean":
        return CLEAN
    if state == "refused":
        return Standing(N_("geweigerd"), "red", Reason[reason].sentence)
    if trouble:
        return WAITING[Trouble(trouble)]
    return SLOW if waits >= _SLOW_AFTER else CHECKING


def is_open(state: str) -> bool:
    """Whether a file came in whole and its check is not over."""
    return state in _OPEN


def name_as_sent(declared: str) -> str:
    """What a file is called until its check is over: a safe name that keeps the ending its sender knows."""
    found = _ENDING.search(declared.rstrip(" ."))
    return safe_name(declared, found[0] if found else "")


def retry_after(attempts: int) -> timedelta:
    """How long a file waits after so many checks that could not be done: 10 seconds, doubling up to 5 minutes."""
    return timedelta(seconds=min(10 * 2 ** max(0, attempts - 1), 300))


def is_abandoned(changed_at: datetime, now: datetime) -> bool:
    """Whether a half sent file was silent for so long that nobody is coming back for it."""
    return now - changed_at >= ABANDONED_AFTER


def refuse_too_many(own_files: int, all_bytes: int) -> None:
    """Raise Refused when one person, or everybody together, has too much half sent."""
    if own_files >= ARRIVING_AT_ONCE:
        raise Refused(
            N_("Er zijn al %(count)s bestanden half verstuurd. Wacht tot ze klaar zijn, of gooi er een weg."),
            count=own_files,
        )
    if all_bytes > ARRIVING_BYTES:
        raise Refused(N_("Er komen nu te veel bestanden tegelijk binnen. Probeer het over enkele minuten opnieuw."))
