"""The mails about nominations. None of them names a candidate."""

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import (
    CALLS,
    CAMPAIGN,
    DAY,
    DEADLINE,
    EMPLOYER,
    JOBCOACH,
    LEAD,
    PARTNER_ORGANISATION,
    link_to,
    moment,
    sometimes,
)
from portal.rules.words import N_

_WHY_LEAD = N_("Je krijgt deze mail omdat je deze instroomactie trekt.")
_ALL = {
    "campaign": CAMPAIGN,
    "employer": EMPLOYER,
    "organisation": PARTNER_ORGANISATION,
    "jobcoach": JOBCOACH,
    "lead": LEAD,
    "when": moment(N_("Wanneer de kandidaat voorgedragen werd"), 2026, 11, 27, 13, 5),
    **CALLS,
}
_NOMINATION = link_to(N_("De link naar de voordracht"), "/nominations/x")

MAILS: dict[str, MailKind] = {
    "put_forward": MailKind(
        title=N_("Nieuwe voordracht"),
        sent=N_("Naar wie trekt, als een jobcoach een kandidaat voordraagt."),
        why=_WHY_LEAD,
        placeholders={
            **_ALL,
            "late": Placeholder(
                N_("Een zin die zegt dat de voordracht na de termijn kwam"),
                "Deze voordracht kwam na de termijn, met jouw toestemming.",
                "This nomination came after the deadline, with your permission.",
                may_be_empty=True,
            ),
            "link": _NOMINATION,
            "list_link": link_to(N_("De link naar alle voordrachten"), "/campaigns/x/nominations"),
        },
        essential=("link",),
    ),
    "receipt": MailKind(
        title=N_("Ontvangstbewijs van een voordracht"),
        sent=N_("Naar de jobcoach die een kandidaat voordroeg."),
        why=N_("Je krijgt deze mail omdat je een kandidaat voordroeg."),
        placeholders={
            **_ALL,
            "closes": sometimes(DEADLINE),
            "day": sometimes(DAY),
            "link": link_to(N_("De link naar het ontvangstbewijs"), "/nominations/x/receipt"),
        },
        essential=("link",),
    ),
    "withdrawn": MailKind(
        title=N_("Voordracht ingetrokken"),
        sent=N_("Naar wie trekt, als een jobcoach een voordracht intrekt."),
        why=_WHY_LEAD,
        placeholders={**_ALL, "link": _NOMINATION},
        essential=("link",),
    ),
}
