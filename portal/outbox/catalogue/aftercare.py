"""The mails about aftercare: the jobcoach's own plan."""

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import CANDIDATE, EMPLOYER, link_to, span
from portal.rules.words import N_

_WHY = N_("Je krijgt deze mail omdat jij de nazorg doet van iemand die aangeworven is.")
_MOMENT = {
    "employer": EMPLOYER,
    "candidate": CANDIDATE,
    "when": span(N_("Wanneer het nazorgmoment is"), (2027, 2, 15, 9), (2027, 2, 15, 9, 30)),
    "link": link_to(N_("De link naar de nazorg"), "/internships/x"),
}
_CONTENT = {
    "channel": Placeholder(N_("Hoe: bezoek, telefoon …"), "bezoek", "visit"),
    "purpose": Placeholder(N_("Waarover het gaat"), "De eerste maand", "The first month", may_be_empty=True),
}

MAILS: dict[str, MailKind] = {
    "planned": MailKind(
        title=N_("Nazorgmoment gepland"),
        sent=N_("Naar de jobcoach, voor elk nazorgmoment, voor in de eigen agenda."),
        why=_WHY,
        placeholders={**_MOMENT, **_CONTENT},
        essential=("when", "link"),
    ),
    "moved": MailKind(
        title=N_("Nazorgmoment verzet"),
        sent=N_("Naar de jobcoach, als een nazorgmoment verzet wordt."),
        why=_WHY,
        placeholders={**_MOMENT, **_CONTENT},
        essential=("when", "link"),
    ),
    "cancelled": MailKind(
        title=N_("Nazorgmoment gaat niet door"),
        sent=N_("Naar de jobcoach, als een nazorgmoment weggehaald wordt."),
        why=_WHY,
        placeholders=_MOMENT,
        essential=("when",),
    ),
}
