"""The mails about how long things are kept; no organisation changes them, and none names a candidate."""

from datetime import date

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import link_to, span
from portal.rules.words import N_

_FOR_ALL = N_("Deze mail hoort bij de wet op de privacy. Hij is overal dezelfde en noemt nooit een kandidaat.")

MAILS: dict[str, MailKind] = {
    "soon_erased": MailKind(
        title=N_("Dossiers die binnenkort gewist worden"),
        sent=N_("Naar de jobcoach, een week vooraf, in één mail voor alle dossiers samen."),
        why=N_("Je krijgt deze mail omdat je kandidaten begeleidt van wie gegevens binnenkort gewist worden."),
        placeholders={
            "count": Placeholder(N_("Hoeveel dossiers"), 3),
            "first_on": Placeholder(N_("De eerste dag waarop er een gewist wordt"), date(2026, 12, 15)),
            "link": link_to(N_("De link naar de bewaartermijnen"), "/retention"),
        },
        essential=("first_on", "link"),
        closed=_FOR_ALL,
    ),
    "appointment_cancelled": MailKind(
        title=N_("Een afspraak verdwijnt omdat gegevens gewist zijn"),
        sent=N_("Naar wie een afspraak had die nog moest komen, als het dossier gewist wordt."),
        why=N_("Je krijgt deze mail omdat deze afspraak in je agenda stond."),
        placeholders={"when": span(N_("Wanneer de afspraak was"), (2026, 12, 11, 8), (2026, 12, 11, 9))},
        essential=("when",),
        closed=_FOR_ALL,
    ),
}
