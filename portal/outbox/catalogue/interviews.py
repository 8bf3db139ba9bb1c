"""The mails about talks before the selection day: to the jobcoach, to who leads the talk, and to the candidate."""

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import ANSWERED, CALLS, CANDIDATE, COACHED, EMPLOYER, link_to, sometimes, span
from portal.rules.texts import Holds
from portal.rules.words import N_

_WHY_COACH = N_("Je krijgt deze mail omdat je de jobcoach van deze kandidaat bent.")
_WHY_INTERVIEWER = N_("Je krijgt deze mail omdat je dit gesprek leidt.")
_WHY_CANDIDATE = N_("Je krijgt deze mail omdat je kandidaat bent voor een job. Je jobcoach gaf je adres door.")
_WHEN = {"when": span(N_("Wanneer het gesprek is"), (2026, 12, 2, 9), (2026, 12, 2, 9, 45))}
_TALK = {
    **_WHEN,
    "channel": Placeholder(N_("Hoe: ter plaatse, per telefoon of met video"), "ter plaatse", "in person"),
    "place": Placeholder(N_("Waar het gesprek is"), "Werkpunt Dijle, Grote Markt 4, Mechelen", may_be_empty=True),
    "video": sometimes(link_to(N_("De link naar het videogesprek"), "/video")),
    "others": Placeholder(N_("Wie er ook bij is"), "Emma Claes, personeelsdienst", "Emma Claes, HR", may_be_empty=True),
    "note": Placeholder(
        N_("Wat goed is om te weten"), "De ingang is achteraan.", "The entrance is at the back.", may_be_empty=True
    ),
    **ANSWERED,
}
_LED = {"interviewer": Placeholder(N_("Wie het gesprek leidt"), "Lotte Peeters")}
_KNOWN = {
    "employer": EMPLOYER,
    "candidate": CANDIDATE,
    **COACHED,
    **CALLS,
    "link": link_to(N_("De link naar het gesprek"), "/interviews/x"),
}
_OWN = {"employer": EMPLOYER, **COACHED}
_CALLED = {"phone": Placeholder(N_("Het nummer waarop we de kandidaat bellen"), "0499 00 00 04", may_be_empty=True)}
_ACTS = ("when", "place", "video", "answer_link")

MAILS: dict[str, MailKind] = {
    "coach_planned": MailKind(
        title=N_("Uitnodiging voor een preselectiegesprek"),
        sent=N_("Naar de jobcoach, als een gesprek met een kandidaat gepland wordt."),
        why=_WHY_COACH,
        placeholders={**_KNOWN, **_TALK, **_LED},
        essential=(*_ACTS, "link"),
    ),
    "coach_moved": MailKind(
        title=N_("Het preselectiegesprek is gewijzigd"),
        sent=N_("Naar de jobcoach, als moment of plaats van een gesprek wijzigt."),
        why=_WHY_COACH,
        placeholders={**_KNOWN, **_TALK, **_LED},
        essential=(*_ACTS, "link"),
    ),
    "interviewer_planned": MailKind(
        title=N_("Jij leidt een preselectiegesprek"),
        sent=N_("Naar wie een gesprek leidt, als het gepland wordt."),
        why=_WHY_INTERVIEWER,
        placeholders={**_KNOWN, **_TALK},
        essential=(*_ACTS, "link"),
    ),
    "interviewer_moved": MailKind(
        title=N_("Het gesprek dat je leidt is gewijzigd"),
        sent=N_("Naar wie een gesprek leidt, als moment of plaats wijzigt."),
        why=_WHY_INTERVIEWER,
        placeholders={**_KNOWN, **_TALK},
        essential=(*_ACTS, "link"),
    ),
    "candidate_planned": MailKind(
        title=N_("Uitnodiging voor een gesprek, voor de kandidaat"),
        sent=N_("Naar de kandidaat met een e-mailadres, als een gesprek gepland wordt."),
        why=_WHY_CANDIDATE,
        placeholders={**_OWN, **_TALK, **_LED, **_CALLED},
        essential=(*_ACTS, "phone"),
        choices={N_("Met uitleg: zo gaat een gesprek"): "with_explanation"},
    ),
    "candidate_moved": MailKind(
        title=N_("Je gesprek is veranderd, voor de kandidaat"),
        sent=N_("Naar de kandidaat, als moment of plaats van een gesprek wijzigt."),
        why=_WHY_CANDIDATE,
        placeholders={**_OWN, **_TALK, **_LED, **_CALLED},
        essential=(*_ACTS, "phone"),
        choices={},
    ),
    "cancelled": MailKind(
        title=N_("Het preselectiegesprek gaat niet door"),
        sent=N_("Naar de jobcoach en naar wie het gesprek leidt."),
        why=_WHY_COACH,
        placeholders={**_KNOWN, **_WHEN},
        essential=("when",),
    ),
    "candidate_cancelled": MailKind(
        title=N_("Je gesprek gaat niet door, voor de kandidaat"),
        sent=N_("Naar de kandidaat die de afspraak kreeg."),
        why=_WHY_CANDIDATE,
        placeholders={**_OWN, **_WHEN},
        essential=("when",),
    ),
    "result": MailKind(
        title=N_("Resultaat van een preselectiegesprek"),
        sent=N_("Naar de jobcoach, als genoteerd is wat er uit het gesprek kwam."),
        why=_WHY_COACH,
        placeholders={
            **_KNOWN,
            **_WHEN,
            "result": Placeholder(
                N_("Wat er uit het gesprek kwam"),
                "Gaat door naar de volgende ronde",
                "Goes on to the next round",
                Holds.PRIVATE,
            ),
        },
        essential=("link",),
    ),
}
