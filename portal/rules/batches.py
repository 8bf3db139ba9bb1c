"""Mails that leave together: what each such sending is called, and what stopping it means."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from portal.rules.words import N_


class Batch(StrEnum):
    """What many mails can leave for."""

    INVITATIONS = "invitations"
    DAY = "day"
    PLAN = "plan"
    DECISIONS = "decisions"
    HOLD = "hold"
    AGREEMENTS = "agreements"
    DATES = "dates"
    CANCELLATION = "cancellation"
    CLOSING = "closing"
    REMINDERS = "reminders"
    UNANSWERED = "unanswered"
    MESSAGE = "message"


@dataclass(frozen=True)
class About:
    """A sending in words: its name, the question on its check page, and who is not told when it is stopped.

    `act`: what else the button does, where it does more than sending; `also`: what else that means.
    """

    name: str
    question: str
    stopping: str
    act: str = ""
    also: str = ""


ABOUT: dict[Batch, About] = {
    Batch.INVITATIONS: About(
        N_("Uitnodigingen aan partners"),
        N_("Nodig je deze partners uit?"),
        N_(
            "Wie nog geen mail kreeg, weet niet dat je hem of haar uitnodigde. In het portaal staat de uitnodiging wel."
        ),
    ),
    Batch.DAY: About(
        N_("De dagplanning"),
        N_("Maak je de dagplanning bekend?"),
        N_(
            "Wie nog geen mail kreeg, kent de eigen uren niet en heeft geen afspraak in de agenda. De planning zelf is "
            "wel bekendgemaakt: wie zich aanmeldt, ziet ze."
        ),
    ),
    Batch.PLAN: About(
        N_("De nieuwe dagplanning"),
        N_("Neem je deze planning in gebruik?"),
        N_(
            "Wie nog geen mail kreeg, heeft de oude uren nog in de agenda. De nieuwe planning geldt wel: wie zich "
            "aanmeldt, ziet ze."
        ),
        act=N_("Neem in gebruik"),
    ),
    Batch.DECISIONS: About(
        N_("De beslissingen"),
        N_("Maak je de beslissingen bekend?"),
        N_(
            "Wie nog geen mail kreeg, weet niet dat er beslist is. De beslissingen zelf zijn wel bekendgemaakt, en de "
            "termijn om het de kandidaat te vertellen loopt: bel de jobcoach, of neem de beslissing terug."
        ),
    ),
    Batch.HOLD: About(
        N_("De beslissing duurt nog even"),
        N_("Laat je weten dat je nog even nodig hebt?"),
        N_("Wie nog geen mail kreeg, weet niet dat het langer duurt. Bel wie op een resultaat wacht."),
    ),
    Batch.AGREEMENTS: About(
        N_("Nieuwe versie van de afspraken"),
        N_("Leg je deze afspraken vast?"),
        N_("Wie nog geen mail kreeg, weet niet dat er een nieuwe versie is. Ze geldt wel."),
        act=N_("Leg vast"),
    ),
    Batch.DATES: About(
        N_("Nieuwe data"),
        N_("Leg je deze data vast?"),
        N_("Wie nog geen mail kreeg, heeft de oude data nog in de agenda. De nieuwe data gelden wel."),
        act=N_("Leg vast"),
    ),
    Batch.CANCELLATION: About(
        N_("De instroomactie is afgelast"),
        N_("Gelast je deze instroomactie af?"),
        N_("Wie nog geen mail kreeg, weet niet dat het niet doorgaat, en komt misschien. Bel wie niets hoorde."),
        act=N_("Gelast af"),
    ),
    Batch.CLOSING: About(
        N_("De instroomactie is afgesloten"),
        N_("Sluit je deze instroomactie af?"),
        N_("Wie nog geen mail kreeg, heeft nog iets in de agenda dat niet doorgaat. Bel wie niets hoorde."),
        act=N_("Sluit af"),
        also=N_(
            "Wat nog moest komen, verdwijnt uit de agenda's. Gesprekken die gepland zijn, worden afgezegd: heropen je "
            "de instroomactie later, dan plan je ze opnieuw. Stages en nazorg lopen gewoon door."
        ),
    ),
    Batch.REMINDERS: About(
        N_("Herinneringen aan partners"),
        N_("Stuur je deze partners een herinnering?"),
        N_("Wie nog geen mail kreeg, wordt niet herinnerd; morgen kan het opnieuw."),
    ),
    Batch.UNANSWERED: About(
        N_("Herinneringen aan wie nog niet antwoordde"),
        N_("Herinner je wie nog niet antwoordde?"),
        N_("Wie nog geen mail kreeg, wordt niet herinnerd; morgen kan het opnieuw."),
    ),
    Batch.MESSAGE: About(
        N_("Bericht aan partners"),
        N_("Verstuur je dit bericht?"),
        N_("Wie nog geen mail kreeg, leest je bericht niet."),
    ),
}


class Audience(StrEnum):
    """To which partners of a campaign a message goes."""

    TAKING_PART = "taking_part"
    SILENT = "silent"
    ASKED = "asked"


AUDIENCE_NAMES: dict[Audience, str] = {
    Audience.TAKING_PART: N_("Wie meedoet"),
    Audience.SILENT: N_("Wie nog niet antwoordde"),
    Audience.ASKED: N_("Iedereen die is uitgenodigd, behalve wie niet meedoet"),
}
_STATES: dict[Audience, tuple[str, ...]] = {
    Audience.TAKING_PART: ("accepted",),
    Audience.SILENT: ("invited",),
    Audience.ASKED: ("invited", "accepted"),
}
_WHY_NOT: dict[str, str] = {
    "invited": N_("Antwoordde nog niet."),
    "accepted": N_("Doet al mee."),
    "declined": N_("Doet niet mee."),
    "revoked": N_("De uitnodiging is ingetrokken."),
}


def why_not_written_to(audience: Audience, state: str, *, is_own: bool) -> str:
    """Why a partner whose invitation is in this state gets no message; nothing for who gets one."""
    if is_own:
        return N_("Is je eigen deelname.")
    return "" if state in _STATES[audience] else _WHY_NOT[state]


# A mail to oneself, to see it in one's own mailbox.
TRIALS_AT_MOST = 5
TRIALS_WITHIN = timedelta(minutes=10)
