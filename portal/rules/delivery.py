"""What may happen to a mail between posting and arrival: states, reasons, and when to try again."""

from datetime import datetime, timedelta
from enum import StrEnum

from portal.rules.words import N_


class Status(StrEnum):
    """Where a mail is. It has no history of its own: the times on the row tell it."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"
    SUPERSEDED = "superseded"
    WITHHELD = "withheld"
    BOUNCED = "bounced"
    SET_ASIDE = "set_aside"


WAITING = frozenset({Status.QUEUED, Status.RETRY})
UNSETTLED = WAITING | {Status.SENDING}
# A newer revision takes the place of these: they have not left or came back, and nobody needs to look at them any more.
REPLACEABLE = WAITING | {Status.WITHHELD, Status.FAILED, Status.BOUNCED}
NEEDS_A_PERSON = frozenset({Status.FAILED, Status.IN_DOUBT, Status.WITHHELD, Status.BOUNCED})
MAY_GO_AGAIN = NEEDS_A_PERSON | {Status.SET_ASIDE}

STATUS_WORDS: dict[Status, str] = {
    Status.QUEUED: N_("Wacht"),
    Status.SENDING: N_("Vertrekt nu"),
    Status.SENT: N_("Verstuurd"),
    Status.RETRY: N_("Wordt opnieuw geprobeerd"),
    Status.FAILED: N_("Niet verstuurd"),
    Status.IN_DOUBT: N_("Onzeker of dit aankwam"),
    Status.SUPERSEDED: N_("Vervangen door een nieuwere mail"),
    Status.WITHHELD: N_("Tegengehouden"),
    Status.BOUNCED: N_("Kwam terug"),
    Status.SET_ASIDE: N_("Niet meer nodig"),
}


class Reason(StrEnum):
    """Why a mail did not leave, or why nothing leaves."""

    NO_SERVER = "no_server"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    NO_TLS = "no_tls"
    LOGIN_REFUSED = "login_refused"
    LOGIN_IN_THE_CLEAR = "login_in_the_clear"
    SENDER_REFUSED = "sender_refused"
    SERVER_BUSY = "server_busy"
    RECIPIENT_REFUSED = "recipient_refused"
    CONTENT_REFUSED = "content_refused"
    NOT_NOW = "not_now"
    LINE_CUT = "line_cut"
    CRASHED = "crashed"
    GAVE_UP = "gave_up"
    EXPIRED = "expired"
    NOTHING_TO_CANCEL = "nothing_to_cancel"
    NEWER = "newer"
    ADDRESS_BOUNCED = "address_bounced"
    NO_SUCH_ADDRESS = "no_such_address"
    ADDRESS_MENDED = "address_mended"
    MAILBOX_FULL = "mailbox_full"
    REFUSED_ELSEWHERE = "refused_elsewhere"
    DELAYED = "delayed"
    STOPPED_BY_PERSON = "stopped_by_person"
    TAKEN_BACK = "taken_back"


REASON_WORDS: dict[Reason, str] = {
    Reason.NO_SERVER: N_("Er is nog geen mailserver ingesteld."),
    Reason.UNREACHABLE: N_("De mailserver is niet bereikbaar."),
    Reason.CERTIFICATE: N_("Het certificaat van de mailserver klopt niet; er is niets verstuurd."),
    Reason.NO_TLS: N_("De mailserver biedt geen beveiligde verbinding aan."),
    Reason.LOGIN_REFUSED: N_("De mailserver weigert de gebruikersnaam of het wachtwoord."),
    Reason.LOGIN_IN_THE_CLEAR: N_("Het wachtwoord wordt niet verstuurd zonder beveiligde verbinding."),
    Reason.SENDER_REFUSED: N_("De mailserver weigert de afzender van het portaal."),
    Reason.SERVER_BUSY: N_("De mailserver vraagt om even te wachten."),
    Reason.RECIPIENT_REFUSED: N_("Het adres werd geweigerd. Kijk na of het juist is."),
    Reason.CONTENT_REFUSED: N_("De mailserver weigerde de inhoud van deze mail."),
    Reason.NOT_NOW: N_("De mailserver kon deze mail nog niet aannemen."),
    Reason.LINE_CUT: N_("De verbinding brak af terwijl de mail vertrok."),
    Reason.CRASHED: N_("Het versturen werd onderbroken; misschien is de mail wel aangekomen."),
    Reason.GAVE_UP: N_("Het lukte niet binnen de tijd. Bel de persoon, of stuur de mail opnieuw."),
    Reason.EXPIRED: N_("Het moment waarvoor deze mail bedoeld was, is voorbij."),
    Reason.NOTHING_TO_CANCEL: N_("De uitnodiging was nog niet vertrokken; een annulering is niet nodig."),
    Reason.NEWER: N_("Er is een nieuwere mail over dezelfde afspraak."),
    Reason.ADDRESS_BOUNCED: N_("Van dit adres kwam eerder een mail terug. Bel de persoon, of verbeter het adres."),
    Reason.NO_SUCH_ADDRESS: N_("Het adres werkt niet. Bel de persoon, of verbeter het adres."),
    Reason.ADDRESS_MENDED: N_(
        "Deze mail kwam terug; het adres klopt intussen. Verstuur ze opnieuw als ze nog nodig is."
    ),
    Reason.MAILBOX_FULL: N_("De mailbox van de persoon zit vol. Bel, of verstuur later opnieuw."),
    Reason.REFUSED_ELSEWHERE: N_("De mailserver van de ontvanger gaf deze mail terug. Bel de persoon."),
    Reason.DELAYED: N_("De mailserver van de ontvanger nam deze mail nog niet aan; hij probeert het opnieuw."),
    Reason.STOPPED_BY_PERSON: N_("Iemand hield het versturen tegen voor deze mail vertrok."),
    Reason.TAKEN_BACK: N_("Het resultaat is teruggenomen voor deze mail vertrok."),
}

RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60))
RETRY_AT_MOST = timedelta(hours=24)
REST_BEFORE_EVENT = timedelta(hours=1)
LEASE = timedelta(minutes=1)  # longer than one mail can take (`portal.outbox.delivery`), on a slow machine too
PAUSE_AFTER_421 = timedelta(minutes=5)
KEEP_BODIES = timedelta(days=7)
MAILS_A_CONNECTION = 100


def next_attempt(
    attempts: int, *, now: datetime, posted_at: datetime, event_at: datetime | None = None
) -> datetime | None:
    """When to try again after `attempts` failures (1 or more); None: give up, a person must act.

    After 1, 5, 15 and 60 minutes, 4 and 12 hours; never later than 24 hours after posting, nor later than
    one hour before the event (calendar-and-mail.md, "Sending").
    """
    if attempts > len(RETRY_AFTER):
        return None
    at = now + RETRY_AFTER[attempts - 1]
    limit = posted_at + RETRY_AT_MOST
    if event_at is not None:
        limit = min(limit, event_at - REST_BEFORE_EVENT)
    return at if at <= limit else None


def pause_after(attempts: int) -> timedelta:
    """How long the queue rests after the server failed `attempts` times in a row: 1, 5, then 15 minutes."""
    return RETRY_AFTER[min(attempts, 3) - 1]
