"""The mails about results. Name and result stand behind the link, never in the mail."""

from datetime import date as _date

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import (
    CALLS,
    CAMPAIGN,
    EMPLOYER,
    JOBCOACH,
    JOBCOACH_PHONE,
    LEAD,
    PARTNER_ORGANISATION,
    link_to,
    moment,
)
from portal.rules.words import N_

_WHY_COACH = N_("Je krijgt deze mail omdat je jobcoach bent van een kandidaat in deze instroomactie.")
_DUE = moment(N_("Tegen wanneer de kandidaat het moet horen"), 2026, 12, 15, 16)
_RELAY = link_to(N_("De link naar het resultaat"), "/relays/x")

MAILS: dict[str, MailKind] = {
    "result_published": MailKind(
        title=N_("Er is een resultaat"),
        sent=N_("Naar de jobcoach, per kandidaat, als je de beslissingen bekendmaakt."),
        why=_WHY_COACH,
        placeholders={
            "campaign": CAMPAIGN,
            "employer": EMPLOYER,
            "lead": LEAD,
            "due": _DUE,
            "link": _RELAY,
            **CALLS,
        },
        essential=("due", "link"),
    ),
    "result_taken_back": MailKind(
        title=N_("Een resultaat is teruggenomen"),
        sent=N_("Naar de jobcoach, als je een resultaat terugneemt dat nog niet verteld is."),
        why=_WHY_COACH,
        placeholders={
            "campaign": CAMPAIGN,
            "employer": EMPLOYER,
            "link": link_to(N_("De link naar de voordracht"), "/nominations/x"),
            **CALLS,
        },
        essential=("link",),
    ),
    "on_hold": MailKind(
        title=N_("De beslissing duurt nog even"),
        sent=N_("Naar elke jobcoach met een kandidaat die nog wacht, als je laat weten dat je meer tijd nodig hebt."),
        why=_WHY_COACH,
        placeholders={
            "campaign": CAMPAIGN,
            "employer": EMPLOYER,
            "count": Placeholder(N_("Hoeveel kandidaten van deze jobcoach nog wachten"), 2),
            "until": Placeholder(N_("Wanneer de jobcoach het resultaat mag verwachten"), _date(2026, 12, 17)),
            "words": Placeholder(
                N_("Wat je erbij schreef; kan leeg zijn"),
                "We wachten nog op één beoordelaar.",
                "We still wait for one assessor.",
                may_be_empty=True,
            ),
            "link": link_to(N_("De link naar de instroomactie"), "/campaigns/x"),
            **CALLS,
        },
        essential=("until",),
    ),
    "relay_reminder": MailKind(
        title=N_("Herinnering: je kandidaat wacht op het resultaat"),
        sent=N_("Naar de jobcoach die nog niet noteerde dat de kandidaat het weet."),
        why=_WHY_COACH,
        placeholders={"campaign": CAMPAIGN, "due": _DUE, "link": _RELAY, **CALLS},
        essential=("due", "link"),
    ),
    "relay_overdue": MailKind(
        title=N_("Een kandidaat weet het resultaat nog niet"),
        sent=N_("Naar wie trekt en naar de coördinator, als de termijn om te vertellen voorbij is."),
        why=N_("Je krijgt deze mail omdat je deze instroomactie trekt of coördinator bent."),
        placeholders={
            "campaign": CAMPAIGN,
            "due": _DUE,
            "jobcoach": JOBCOACH,
            "jobcoach_phone": JOBCOACH_PHONE,
            "organisation": PARTNER_ORGANISATION,
            "link": link_to(N_("De link naar de terugkoppeling"), "/relays/x"),
        },
        essential=("link",),
    ),
}
