"""The mails about answers to appointments."""

from datetime import date

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import ANSWER_LINK, CALLS, EMPLOYER, link_to, moment, sometimes, span
from portal.rules.texts import Holds
from portal.rules.words import N_

_LINK = "https://portaal.example/appointment/x"
_WHY_ASKED = N_("Je krijgt deze mail omdat je bij deze afspraak verwacht wordt.")
_APPOINTMENT = {
    "kind": Placeholder(N_("Wat voor afspraak"), "infosessie", "info session"),
    "what": Placeholder(
        N_("Wat er in de agenda staat"),
        "Infosessie bij Bakkerij De Korenbloem",
        "Info session at Bakkerij De Korenbloem",
        Holds.PRIVATE,
    ),
    "when": span(N_("Van wanneer tot wanneer"), (2026, 11, 24, 9), (2026, 11, 24, 10, 30)),
    "starts": moment(N_("Wanneer de afspraak begint"), 2026, 11, 24, 9),
    "place": Placeholder(N_("Waar de afspraak is"), "De Korenbloem, Kouter 12, 9000 Gent", may_be_empty=True),
}
_ASKED = {**_APPOINTMENT, **CALLS, "answer_link": sometimes(ANSWER_LINK)}
_ANSWERS = ("when", "answer_link")

MAILS: dict[str, MailKind] = {
    "reminded": MailKind(
        title=N_("Herinnering: kom je?"),
        sent=N_("Naar wie nog niet antwoordde op een afspraak, als je herinnert."),
        why=_WHY_ASKED,
        placeholders={
            **_ASKED,
            "told_on": Placeholder(N_("De dag van de vorige mail"), date(2026, 11, 17)),
        },
        essential=_ANSWERS,
    ),
    "wish_refused": MailKind(
        title=N_("Een ander moment lukt niet"),
        sent=N_("Naar wie een ander moment vroeg, als de afspraak blijft zoals ze is."),
        why=_WHY_ASKED,
        placeholders={**_ASKED, "wish": sometimes(moment(N_("Het moment dat gevraagd werd"), 2026, 11, 25, 13))},
        essential=_ANSWERS,
    ),
    "declined": MailKind(
        title=N_("Iemand kan niet komen"),
        sent=N_("Naar wie de afspraak plant, meteen als iemand nee antwoordt."),
        why=N_("Je krijgt deze mail omdat jij deze afspraak plant of opvolgt."),
        placeholders={
            **_APPOINTMENT,
            "employer": EMPLOYER,
            "who": Placeholder(N_("Wie niet kan komen"), "Pim de Wit", holds=Holds.PRIVATE),
            "link": link_to(N_("De link naar het antwoord"), "/campaigns/x/answers"),
        },
        essential=("link",),
    ),
    "links_again": MailKind(
        title=N_("De links naar je afspraken, opnieuw"),
        sent=N_("Naar wie in het portaal om de links naar de eigen afspraken vraagt."),
        why=N_("Je krijgt deze mail omdat iemand met dit adres in het portaal om de links vroeg."),
        placeholders={
            "appointments": Placeholder(
                N_("De afspraken met hun links, als lijst"),
                (f"Infosessie bij Bakkerij De Korenbloem: dinsdag 24 november 2026, 10.00–11.30 uur\n{_LINK}",),
                (f"Info session at Bakkerij De Korenbloem: Tuesday 24 November 2026, 10:00–11:30\n{_LINK}",),
                Holds.LIST,
            )
        },
        essential=("appointments",),
        closed=N_(
            "Deze mail gaat over afspraken met verschillende organisaties tegelijk. Hij komt van het portaal zelf."
        ),
    ),
}
