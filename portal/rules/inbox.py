"""Mail that comes in: what it can be, what became of it, and what a delivery report means."""

import re
from datetime import timedelta
from enum import StrEnum

from portal.rules.delivery import Reason
from portal.rules.words import N_


class IncomingKind(StrEnum):
    """What a mail is."""

    ANSWER = "answer"  # a calendar program's REPLY or COUNTER
    REPORT = "report"  # a mail server tells what became of a mail of ours
    AUTOMATIC = "automatic"  # an out-of-office and the like, about a mail of ours
    OTHER = "other"  # not for the portal: nothing is kept of it


class IncomingStanding(StrEnum):
    """What became of it."""

    TAKEN = "taken"
    SET_ASIDE = "set_aside"
    WAITS = "waits"  # a person looks at it, in the mailbox
    LEFT_ALONE = "left_alone"
    SETTLED = "settled"


DONE = frozenset({IncomingStanding.TAKEN, IncomingStanding.SET_ASIDE})  # these may leave the folder that people read


class WaitsBecause(StrEnum):
    """Why a mail waits for a person."""

    UNREADABLE = "unreadable"
    UNCLEAR_ANSWER = "unclear_answer"
    TOO_BIG = "too_big"
    UNREADABLE_REPORT = "unreadable_report"
    OTHER_RECIPIENT = "other_recipient"
    STUMBLED = "stumbled"


WAITS_WORDS: dict[WaitsBecause, str] = {
    WaitsBecause.UNREADABLE: N_("Een antwoord dat het portaal niet kan lezen."),
    WaitsBecause.UNCLEAR_ANSWER: N_("Een antwoord op een afspraak, maar niet duidelijk welk."),
    WaitsBecause.TOO_BIG: N_("Een antwoord dat te groot is om vanzelf te lezen."),
    WaitsBecause.UNREADABLE_REPORT: N_("Een mail kwam terug, maar de reden is niet te lezen."),
    WaitsBecause.OTHER_RECIPIENT: N_(
        "Een bericht dat een mail terugkwam, maar van een ander adres dan waar ze heen ging."
    ),
    WaitsBecause.STUMBLED: N_("Een antwoord waarbij in het portaal iets misliep."),
}


class ReportAction(StrEnum):
    """What a delivery report says of a mail."""

    FAILED = "failed"
    DELAYED = "delayed"
    ARRIVED = "arrived"


class MailboxReason(StrEnum):
    """Why the mailbox cannot be read, or not wholly."""

    UNREACHABLE = "unreachable"
    SILENT = "silent"
    CERTIFICATE = "certificate"
    NO_TLS = "no_tls"
    LOGIN_REFUSED = "login_refused"
    LOGIN_IN_THE_CLEAR = "login_in_the_clear"
    NO_FOLDER = "no_folder"
    NOT_MOVED = "not_moved"
    NOT_UNDERSTOOD = "not_understood"
    NOT_LATELY = "not_lately"


MAILBOX_WORDS: dict[MailboxReason, str] = {
    MailboxReason.UNREACHABLE: N_("De server van de mailbox is niet bereikbaar."),
    MailboxReason.SILENT: N_("De server van de mailbox antwoordt niet."),
    MailboxReason.CERTIFICATE: N_("Het certificaat van de mailbox klopt niet; het wachtwoord werd niet verstuurd."),
    MailboxReason.NO_TLS: N_("De server van de mailbox biedt geen beveiligde verbinding aan."),
    MailboxReason.LOGIN_REFUSED: N_("De mailbox weigert de gebruikersnaam of het wachtwoord."),
    MailboxReason.LOGIN_IN_THE_CLEAR: N_(
        "Het wachtwoord van de mailbox wordt niet verstuurd zonder beveiligde verbinding."
    ),
    MailboxReason.NO_FOLDER: N_("De map die gelezen moet worden, bestaat niet in de mailbox."),
    MailboxReason.NOT_MOVED: N_(
        "Antwoorden worden gelezen, maar kunnen daarna niet naar de map van het portaal verplaatst worden."
    ),
    MailboxReason.NOT_UNDERSTOOD: N_("De server van de mailbox antwoordt iets wat het portaal niet begrijpt."),
    MailboxReason.NOT_LATELY: N_("De mailbox werd al een tijd niet gelezen. Kijk na of de worker draait."),
}

LARGEST_MAIL = 1024 * 1024  # bytes: of a bigger mail only the headers are read
MAILS_A_ROUND = 50
HEADERS_A_ROUND = 2000
UNREAD_FOR_TOO_LONG = timedelta(minutes=5)  # the mailbox is read each half minute

# RFC 3463. Full, too large, expired, content and policy say nothing about the address itself.
_CODE = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})\Z")
_FULL = {("2", "2"), ("3", "1")}
_NOT_THE_ADDRESS = _FULL | {("2", "3"), ("3", "4"), ("4", "7"), ("4", "316")}
_NOT_THE_ADDRESS_AT_ALL = frozenset({"6", "7"})


def is_lasting(code: str) -> bool:
    """Whether an enhanced status code says that the address itself does not work, now and later."""
    found = _CODE.match(code)
    if found is None or found[1] != "5":
        return False
    return found[2] not in _NOT_THE_ADDRESS_AT_ALL and (found[2], found[3]) not in _NOT_THE_ADDRESS


def why_it_came_back(code: str) -> Reason:
    """What a status code means to who sent the mail."""
    found = _CODE.match(code)
    if found is not None and (found[2], found[3]) in _FULL:
        return Reason.MAILBOX_FULL
    return Reason.NO_SUCH_ADDRESS if is_lasting(code) else Reason.REFUSED_ELSEWHERE
