"""The mails about the pre-selection: always to the mediator of the candidate."""

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import CALLS, CAMPAIGN, CANDIDATE, EMPLOYER, link_to
from portal.rules.texts import Holds
from portal.rules.words import N_

_WHY = N_("Je krijgt deze mail omdat je de jobcoach van deze kandidaat bent.")
_KNOWN = {
    "campaign": CAMPAIGN,
    "employer": EMPLOYER,
    "candidate": CANDIDATE,
    "link": link_to(N_("De link naar het resultaat"), "/preselections/x"),
    **CALLS,
}
_FOR_MEDIATOR = {
    "words_for_mediator": Placeholder(
        N_("De tekst voor de bemiddelaar; kan leeg zijn als de kandidaat doorgaat"),
        "Sterk in het werk zelf. Oefen nog even hoe je je voorstelt.",
        "Strong in the work itself. Do practise the introduction.",
        Holds.PRIVATE,
        may_be_empty=True,
    )
}
_FOR_CANDIDATE = {
    "words_for_candidate": Placeholder(
        N_("De tekst voor de kandidaat, die de bemiddelaar gebruikt; kan leeg zijn als de kandidaat doorgaat"),
        "Je cv past goed bij het werk. Fijn dat je komt.",
        "Your CV fits the work well. Good that you are coming.",
        Holds.PRIVATE,
        may_be_empty=True,
    )
}

MAILS: dict[str, MailKind] = {
    "go": MailKind(
        title=N_("Preselectie: de kandidaat gaat door"),
        sent=N_("Naar de jobcoach, als je vastlegt dat een kandidaat doorgaat."),
        why=_WHY,
        placeholders={
            **_KNOWN,
            **_FOR_MEDIATOR,
            **_FOR_CANDIDATE,
            "procedure": Placeholder(
                N_("Hoe het verder gaat, stap voor stap"),
                ("Een selectiedag bij Bakkerij De Korenbloem op vrijdag 11 december 2026.", "Een speeddate."),
                ("A selection day at Bakkerij De Korenbloem on Friday 11 December 2026.", "A speeddate."),
            ),
        },
        essential=("link", "procedure"),
    ),
    "no_go": MailKind(
        title=N_("Preselectie: de kandidaat gaat niet door"),
        sent=N_("Naar de jobcoach, als je vastlegt dat een kandidaat niet doorgaat. De jobcoach vertelt het."),
        why=_WHY,
        placeholders={**_KNOWN, **_FOR_MEDIATOR, **_FOR_CANDIDATE},
        essential=("link",),
    ),
    "more_info": MailKind(
        title=N_("Preselectie: er is meer informatie nodig"),
        sent=N_("Naar de jobcoach, als je nog iets wilt weten voor je vastlegt wie doorgaat."),
        why=_WHY,
        placeholders={**_KNOWN, **_FOR_MEDIATOR},
        essential=("link", "words_for_mediator"),
    ),
    "undone": MailKind(
        title=N_("Preselectie: een resultaat is teruggenomen"),
        sent=N_("Naar de jobcoach die het resultaat al kreeg of las, als je het terugneemt voor het verteld is."),
        why=_WHY,
        placeholders=_KNOWN,
        essential=("link",),
    ),
}
