"""The mails of a campaign to its partners, its employer and its lead."""

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import (
    ANSWERED,
    CAMPAIGN,
    CONTACT,
    CONTACT_PHONE,
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

_WHY_EMPLOYER = N_("Je krijgt deze mail omdat ((organisation)) een selectiedag voor jouw bedrijf organiseert.")
_HELD: dict[str, Placeholder] = {
    **_WHO,
    "contact": CONTACT,
    "contact_phone": CONTACT_PHONE,
    "when": SESSION,
    "place": SESSION_PLACE,
    "task": Placeholder(
        N_("Een zin voor wie trekt of voor het bedrijf: wat deze persoon doet"),
        "We komen bij jullie, met bemiddelaars uit de streek. Jullie vertellen over het werk en de functies.",
        "We come to you, with mediators of the region. You tell about the work and the jobs.",
    ),
    "invited": Placeholder(
        N_("Hoeveel partners uitgenodigd zijn; leeg als het er nog geen zijn"), 8, may_be_empty=True
    ),
    "link": _OPEN,
    **ANSWERED,
}
_MOMENT: dict[str, Placeholder] = {**_WHO, "deadline": DEADLINE, "day": sometimes(DAY), "link": _NOMINATE}

MAILS: dict[str, MailKind] = {
    "session_planned": MailKind(
        title=N_("De infosessie, voor wie trekt en voor het bedrijf"),
        sent=N_(
            "Naar wie trekt en naar de mensen van het bedrijf, zodra de instroomactie loopt en de datum vaststaat."
        ),
        why=_WHY_EMPLOYER,
        placeholders=_HELD,
        essential=("when", "place", "answer_link"),
    ),
    "session_moved": MailKind(
        title=N_("De infosessie is gewijzigd, voor wie trekt en voor het bedrijf"),
        sent=N_("Naar wie trekt en naar de mensen van het bedrijf, als uur of plaats van de infosessie wijzigt."),
        why=_WHY_EMPLOYER,
        placeholders=_HELD,
        essential=("when", "place", "answer_link"),
    ),
    "session_dropped": MailKind(
        title=N_("De infosessie verdwijnt, voor wie trekt en voor het bedrijf"),
        sent=N_("Naar wie de infosessie mee in handen had, als ze vervalt of als iemand anders het overneemt."),
        why=N_("Je krijgt deze mail omdat deze infosessie in je agenda stond."),
        placeholders={
            **_WHO,
            "contact": CONTACT,
            "contact_phone": CONTACT_PHONE,
            "reason": Placeholder(
                N_("Een zin die zegt waarom, als daar iets over te zeggen is"),
                "Er komt geen infosessie.",
                "There will be no info session.",
                may_be_empty=True,
            ),
        },
    ),
    "session_left": MailKind(
        title=N_("Genoteerd: je komt niet naar de infosessie"),
        sent=N_("Naar een partner die antwoordt niet te komen, terwijl de infosessie al in de agenda stond."),
        why=_WHY_PARTNER,
        placeholders={**_WHO, **_SESSION, "link": _ANSWER},
        essential=("link",),
    ),
    "session_joined": MailKind(
        title=N_("De infosessie staat opnieuw in je agenda"),
        sent=N_("Naar een partner die toch komt, of als de infosessie terugkomt."),
        why=_WHY_PARTNER,
        placeholders={**_WHO, **_SESSION, "link": _ANSWER},
        essential=("when", "place", "link"),
    ),
    "deadline_planned": MailKind(
        title=N_("Tot wanneer voordragen kan, voor in de agenda"),
        sent=N_("Naar een partner, zodra die meedoet."),
        why=_WHY_PARTNER,
        placeholders=_MOMENT,
        essential=("deadline", "link"),
    ),
    "deadline_moved": MailKind(
        title=N_("Voordragen kan tot een ander moment"),
        sent=N_("Naar elke partner die meedoet, als de uiterste dag wijzigt."),
        why=_WHY_PARTNER,
        placeholders=_MOMENT,
        essential=("deadline", "link"),
    ),
    "deadline_cancelled": MailKind(
        title=N_("Voordragen hoeft niet meer"),
        sent=N_("Naar een partner die de uiterste dag in de agenda had, als die vervalt."),
        why=_WHY_PARTNER,
        placeholders=_WHO,
    ),
    "campaign_closed": MailKind(
        title=N_("De instroomactie is afgesloten"),
        sent=N_("Naar een partner die er nog iets van in de agenda had, als je de instroomactie afsluit."),
        why=_WHY_PARTNER,
        placeholders=_WHO,
    ),
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
