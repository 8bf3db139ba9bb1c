"""The mails about data protection. None of them names a candidate."""

from datetime import date

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import (
    CALLS,
    CAMPAIGN,
    EMPLOYER,
    ORGANISATION,
    PARTNER_ORGANISATION,
    link_to,
)
from portal.rules.texts import Holds
from portal.rules.words import N_

_WHY_LEAD = N_("Je krijgt deze mail omdat je deze instroomactie trekt.")
_NOMINATION = {"campaign": CAMPAIGN, "employer": EMPLOYER, "organisation": PARTNER_ORGANISATION, **CALLS}
_FIXED = N_("De cijfers en de keten van inzages moeten leesbaar blijven zoals het portaal ze telt.")

MAILS: dict[str, MailKind] = {
    "nomination_set_apart": MailKind(
        title=N_("Een voordracht is voorlopig niet te zien"),
        sent=N_("Naar wie trekt, als het dossier van een voorgedragen kandidaat wordt afgeschermd."),
        why=_WHY_LEAD,
        placeholders={**_NOMINATION, "link": link_to(N_("De link naar alle voordrachten"), "/campaigns/x/nominations")},
        essential=("link",),
    ),
    "nomination_back": MailKind(
        title=N_("Een voordracht is er weer"),
        sent=N_("Naar wie trekt, als de afscherming van een dossier is opgeheven."),
        why=_WHY_LEAD,
        placeholders={**_NOMINATION, "link": link_to(N_("De link naar de voordracht"), "/nominations/x")},
        essential=("link",),
    ),
    "weekly_review": MailKind(
        title=N_("Weekoverzicht van de inzages"),
        sent=N_("Elke maandagochtend naar de functionaris gegevensbescherming, als er iets te melden is."),
        why=N_("Je krijgt deze mail omdat je functionaris gegevensbescherming bent."),
        placeholders={
            "organisation": ORGANISATION,
            "from": Placeholder(N_("De eerste dag van de week"), date(2026, 11, 16)),
            "until": Placeholder(N_("De laatste dag van de week"), date(2026, 11, 22)),
            "looks": Placeholder(N_("Hoeveel inzages er waren"), "48"),
            "by_whom": Placeholder(
                N_("Hoeveel inzages per rol en organisatie"),
                ["Werkpunt Dijle, arbeidsbemiddelaar, jobcoach: 41", "Bakkerij De Korenbloem, werkgever: 7"],
                ["Werkpunt Dijle, mediator, job coach: 41", "Bakkerij De Korenbloem, employer: 7"],
                Holds.LIST,
                may_be_empty=True,
            ),
            "unusual": Placeholder(
                N_("Wat ongewoon was"),
                ["Buiten de kantooruren: 3", "Door iemand van buiten de eigen organisatie: 7"],
                ["Outside office hours: 3", "By somebody from outside the own organisation: 7"],
                Holds.LIST,
            ),
            "requests": Placeholder(
                N_("Kopieën, afschermingen en toestemmingen"),
                ["Kopieën van een dossier: 1", "Dossiers die nu afgeschermd zijn: 1"],
                ["Copies of a file: 1", "Files that are set apart now: 1"],
                Holds.LIST,
            ),
            "chain": Placeholder(N_("Het einde van de keten van inzages"), "1204:" + "9f3c" * 16),
            "link": link_to(N_("De link naar de inzages"), "/privacy/looks"),
        },
        essential=("link",),
        closed=_FIXED,
    ),
}
