"""The mails of a campaign to its partners, its employer and its lead."""

from portal.outbox.catalogue.common import (
    CAMPAIGN,
    DAY,
    DEADLINE,
    EMPLOYER,
    LEAD,
    LEAD_REACHED,
    ORGANISATION,
    SESSION,
    SESSION_PLACE,
    link_to,
    moment,
    sometimes,
)
from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.rules.texts import Holds
from portal.rules.words import N_

_WHY_PARTNER = N_("Je krijgt deze mail omdat ((organisation)) je als partner bij een selectiedag betrekt.")
_WHO = {
    "organisation": ORGANISATION,
    "employer": EMPLOYER,
    "title": CAMPAIGN,
    "lead": LEAD,
    "contact": LEAD_REACHED,
}
_SESSION = {"when": sometimes(SESSION), "place": sometimes(SESSION_PLACE)}
_DEADLINE = {"deadline": sometimes(DEADLINE)}
_REASON = Placeholder(
    N_("Waarom, in de woorden van wie trekt"),
    "De werkgever stelt de aanwervingen uit.",
    "The employer has put off hiring.",
)
_ANSWER = link_to(N_("De link om te antwoorden"), "/answer/x")
_NOMINATE = link_to(N_("De link om kandidaten voor te dragen"), "/invitations/x/nominations")
_OPEN = link_to(N_("De link naar de instroomactie"), "/campaigns/x")

MAILS: dict[str, MailKind] = {
    "partner_invited": MailKind(
        title=N_("Uitnodiging aan een partner"),
        sent=N_("Naar elke partner die je uitnodigt, met de infosessie voor in de agenda."),
        why=_WHY_PARTNER,
        placeholders={
            **_WHO,
            **_SESSION,
            **_DEADLINE,
            "goal": Placeholder(
                N_("Het doel van de instroomactie; kan meer regels hebben"),
                "Vijf mensen voor de nieuwe ploeg, met begeleiding op de werkvloer.",
                "Five people for the new team, with support at work.",
                may_be_empty=True,
            ),
            "vacancies": Placeholder(
                N_("De functies, als lijst"),
                ("Inpakker", "Hulp in de keuken"),
                ("Packer", "Kitchen help"),
                Holds.LIST,
                may_be_empty=True,
            ),
            "link": _ANSWER,
        },
        essential=("link",),
    ),
    "partner_reminded": MailKind(
        title=N_("Herinnering aan een partner die nog niet antwoordde"),
        sent=N_("Naar een partner die nog niet alles antwoordde: vanzelf, of als je op “Herinner” klikt."),
        why=_WHY_PARTNER,
        placeholders={**_WHO, **_SESSION, **_DEADLINE, "link": _ANSWER},
        essential=("link",),
    ),
    "message_to_partners": MailKind(
        title=N_("Bericht aan de partners"),
        sent=N_("Naar de partners van een instroomactie, als je een bericht kiest, nakijkt en verstuurt."),
        why=_WHY_PARTNER,
        placeholders={
            **_WHO,
            **_SESSION,
            **_DEADLINE,
            "day": sometimes(DAY),
            "link": link_to(N_("De link naar wat de partner in de instroomactie doet"), "/answer/x"),
        },
        essential=("link",),
        choices={
            N_("Aankondiging"): "announcement",
            N_("Even geduld"): "hold",
            N_("Herinnering"): "reminder",
            N_("Nieuwsbrief"): "newsletter",
        },
    ),
    "deadline_reminded": MailKind(
        title=N_("Herinnering dat de termijn nadert"),
        sent=N_("Naar een partner die meedoet en nog niemand voordroeg, kort voor de termijn."),
        why=_WHY_PARTNER,
        placeholders={**_WHO, "deadline": DEADLINE, "link": _NOMINATE},
        essential=("deadline", "link"),
    ),
    "dates_changed": MailKind(
        title=N_("Nieuwe data"),
        sent=N_("Naar elke partner, als de data van een lopende instroomactie wijzigen."),
        why=_WHY_PARTNER,
        placeholders={**_WHO, **_SESSION, **_DEADLINE, "day": sometimes(DAY), "link": _ANSWER},
        essential=("when", "deadline", "day", "link"),
    ),
    "info_session_dropped": MailKind(
        title=N_("Er komt geen infosessie"),
        sent=N_("Naar elke partner die de infosessie in de agenda kreeg, als ze vervalt."),
        why=_WHY_PARTNER,
        placeholders={**_WHO, **_DEADLINE, "link": _ANSWER},
        essential=("link",),
    ),
    "invitation_revoked": MailKind(
        title=N_("De uitnodiging is ingetrokken"),
        sent=N_("Naar een partner van wie je de uitnodiging intrekt."),
        why=_WHY_PARTNER,
        placeholders=_WHO,
    ),
    "answer_accepted": MailKind(
        title=N_("Bevestiging: je doet mee"),
        sent=N_("Naar een partner die ja antwoordt."),
        why=_WHY_PARTNER,
        placeholders={
            **_WHO,
            **_SESSION,
            "no_session": Placeholder(
                N_("Een zin voor wie niet naar de infosessie komt"),
                "Je komt niet naar de infosessie. Stond ze in je agenda, dan verdwijnt ze daaruit.",
                "You are not coming to the info session. If it was in your calendar, it disappears from it.",
                may_be_empty=True,
            ),
            "deadline_note": Placeholder(
                N_("Een zin die zegt dat de uiterste dag in een aparte mail komt"),
                "De uiterste dag krijg je in een aparte mail, voor je agenda.",
                "You get the last day in a mail of its own, for your calendar.",
                may_be_empty=True,
            ),
            "opens": sometimes(moment(N_("Vanaf wanneer kandidaten voordragen kan"), 2026, 11, 24, 10, 30)),
            "link": sometimes(link_to(N_("De link naar de instroomactie, voor wie een account heeft"), "/campaigns/x")),
            "join_link": sometimes(link_to(N_("De link om een account te maken, voor wie er geen heeft"), "/join/x")),
        },
        essential=("link", "join_link"),
    ),
    "answer_declined": MailKind(
        title=N_("Bevestiging: je doet niet mee"),
        sent=N_("Naar een partner die nee antwoordt."),
        why=_WHY_PARTNER,
        placeholders={**_WHO, "link": link_to(N_("De link om het antwoord te wijzigen"), "/answer/x")},
        essential=("link",),
    ),
    "agreements_changed": MailKind(
        title=N_("Nieuwe afspraken"),
        sent=N_("Naar elke partner die meedoet, als je de afspraken wijzigt."),
        why=_WHY_PARTNER,
        placeholders={
            **_WHO,
            "number": Placeholder(N_("Het nummer van de nieuwe versie"), 2),
            "link": link_to(N_("De link om de afspraken te lezen en te aanvaarden"), "/answer/x"),
        },
        essential=("link",),
    ),
    "late_granted": MailKind(
        title=N_("Meer tijd om voor te dragen"),
        sent=N_("Naar een partner die je meer tijd geeft."),
        why=_WHY_PARTNER,
        placeholders={
            **_WHO,
            "until": moment(N_("Tot wanneer deze partner nog kan voordragen"), 2026, 12, 7, 11),
            "link": _NOMINATE,
        },
        essential=("until", "link"),
    ),
    "campaign_cancelled": MailKind(
        title=N_("De instroomactie gaat niet door"),
        sent=N_("Naar elke partner, als je de instroomactie afgelast."),
        why=_WHY_PARTNER,
        placeholders={**_WHO, **_SESSION, "reason": _REASON},
        essential=("reason",),
    ),
    "employer_told_of_cancellation": MailKind(
        title=N_("De instroomactie gaat niet door, voor de werkgever"),
        sent=N_("Naar de werkgever, als je de instroomactie afgelast."),
        why=N_("Je krijgt deze mail omdat ((organisation)) een selectiedag voor jouw bedrijf organiseert."),
        placeholders={**_WHO, "reason": _REASON},
        essential=("reason",),
    ),
    "campaign_handed_over": MailKind(
        title=N_("Een collega neemt de instroomactie over"),
        sent=N_("Naar de collega die de instroomactie vanaf nu trekt."),
        why=N_("Je krijgt deze mail omdat je bij ((organisation)) werkt en deze instroomactie overneemt."),
        placeholders={**_WHO, "earlier": Placeholder(N_("Wie tot nu trok"), "Karel Aerts"), "link": _OPEN},
        essential=("link",),
    ),
}
