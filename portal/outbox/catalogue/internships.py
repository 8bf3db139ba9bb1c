"""The mails about internships: start, follow-up, evaluation."""

from datetime import date

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import (
    ANSWERED,
    CALLS,
    CANDIDATE,
    COACHED,
    EMPLOYER,
    link_to,
    moment,
    sometimes,
    span,
)
from portal.rules.words import N_

_WHY_COACH = N_("Je krijgt deze mail omdat je de jobcoach van deze stage bent.")
_WHY_CANDIDATE = N_("Je krijgt deze mail omdat je een stage doet. Je jobcoach gaf je adres door.")
_WHY_COMPANY = N_("Je krijgt deze mail omdat er bij jullie iemand stage loopt.")
_LINK = {"link": link_to(N_("De link naar de stage"), "/internships/x")}
_STAGE = {"employer": EMPLOYER, "candidate": CANDIDATE, **COACHED, **CALLS}
_OWN = {"employer": EMPLOYER, **COACHED}
_START = {
    "when": moment(N_("Wanneer de stage start"), 2027, 1, 4, 7, 30),
    "until": Placeholder(N_("De laatste dag van de stage"), date(2027, 1, 15)),
    "place": Placeholder(N_("Waar de stage is"), "Bakkerij De Korenbloem, Kouter 12, 9000 Gent"),
    "supervisor": Placeholder(N_("Wie begeleidt op het werk"), "Rik Smolders", may_be_empty=True),
    "present": Placeholder(
        N_("Wie er bij de start is"), "Emma Claes en Pim de Wit", "Emma Claes and Pim de Wit", may_be_empty=True
    ),
}
_COACH_AT_START = {
    "coach_there": Placeholder(N_("De jobcoach, als die mee komt op de startdag"), "Pim de Wit", may_be_empty=True),
    "coach_away": Placeholder(N_("De jobcoach, als die er op de startdag niet bij is"), "", may_be_empty=True),
}
_START = {**_START, **_COACH_AT_START}
_FOLLOW_UP = {
    "when": span(N_("Wanneer het opvolgmoment is"), (2027, 1, 7, 9), (2027, 1, 7, 9, 30)),
    "channel": Placeholder(N_("Hoe: bezoek, telefoon …"), "bezoek", "visit"),
    "purpose": Placeholder(
        N_("Waarover het gaat"),
        "Vooruitkijken naar de evaluatie",
        "Looking ahead to the evaluation",
        may_be_empty=True,
    ),
}
_LAST_DAY = {"when": moment(N_("Wanneer de evaluatie is"), 2027, 1, 15, 13)}
_EVALUATION = {**_LAST_DAY, "place": _START["place"]}
_QUESTIONS = {"link": link_to(N_("De link naar de vragen"), "/evaluation/x")}

MAILS: dict[str, MailKind] = {
    "start_planned": MailKind(
        title=N_("De stage is gepland"),
        sent=N_("Naar jobcoach, werkgever en begeleider, als de stage gepland wordt."),
        why=_WHY_COACH,
        placeholders={**_STAGE, **_START, "link": sometimes(_LINK["link"]), **ANSWERED},
        essential=("when", "place", "link", "answer_link"),
    ),
    "start_moved": MailKind(
        title=N_("De start van de stage is gewijzigd"),
        sent=N_("Naar jobcoach, werkgever en begeleider, als de start wijzigt."),
        why=_WHY_COACH,
        placeholders={**_STAGE, **_START, "link": sometimes(_LINK["link"]), **ANSWERED},
        essential=("when", "place", "link", "answer_link"),
    ),
    "candidate_start_planned": MailKind(
        title=N_("Je stage is geregeld, voor de kandidaat"),
        sent=N_("Naar de kandidaat met een e-mailadres, als de stage gepland wordt."),
        why=_WHY_CANDIDATE,
        placeholders={**_OWN, **_START, **ANSWERED},
        essential=("when", "place", "answer_link"),
    ),
    "candidate_start_moved": MailKind(
        title=N_("Je stage start op een ander moment, voor de kandidaat"),
        sent=N_("Naar de kandidaat, als de start wijzigt."),
        why=_WHY_CANDIDATE,
        placeholders={**_OWN, **_START, **ANSWERED},
        essential=("when", "place", "answer_link"),
    ),
    "follow_up_planned": MailKind(
        title=N_("Opvolgmoment gepland"),
        sent=N_("Naar de jobcoach, voor elk opvolgmoment van een stage."),
        why=_WHY_COACH,
        placeholders={**_STAGE, **_FOLLOW_UP, **_LINK, **ANSWERED},
        essential=("when", "link", "answer_link"),
    ),
    "follow_up_moved": MailKind(
        title=N_("Opvolgmoment verzet"),
        sent=N_("Naar de jobcoach, als een opvolgmoment verzet wordt."),
        why=_WHY_COACH,
        placeholders={**_STAGE, **_FOLLOW_UP, **_LINK, **ANSWERED},
        essential=("when", "link", "answer_link"),
    ),
    "evaluation_planned": MailKind(
        title=N_("Evaluatie gepland"),
        sent=N_("Naar de jobcoach, als de stage gepland wordt."),
        why=_WHY_COACH,
        placeholders={**_STAGE, **_LAST_DAY, **_LINK, **ANSWERED},
        essential=("when", "link", "answer_link"),
    ),
    "evaluation_moved": MailKind(
        title=N_("Evaluatie verzet"),
        sent=N_("Naar de jobcoach, als het moment van de evaluatie wijzigt."),
        why=_WHY_COACH,
        placeholders={**_STAGE, **_LAST_DAY, **_LINK, **ANSWERED},
        essential=("when", "link", "answer_link"),
    ),
    "company_evaluation_planned": MailKind(
        title=N_("Evaluatie gepland, voor werkgever en begeleider"),
        sent=N_("Naar werkgever en begeleider, als de stage gepland wordt."),
        why=_WHY_COMPANY,
        placeholders={**_STAGE, **_EVALUATION, "link": sometimes(_LINK["link"]), **ANSWERED},
        essential=("when", "place", "link", "answer_link"),
    ),
    "company_evaluation_moved": MailKind(
        title=N_("Evaluatie verzet, voor werkgever en begeleider"),
        sent=N_("Naar werkgever en begeleider, als het moment van de evaluatie wijzigt."),
        why=_WHY_COMPANY,
        placeholders={**_STAGE, **_EVALUATION, "link": sometimes(_LINK["link"]), **ANSWERED},
        essential=("when", "place", "link", "answer_link"),
    ),
    "candidate_evaluation_planned": MailKind(
        title=N_("We kijken samen terug op je stage, voor de kandidaat"),
        sent=N_("Naar de kandidaat met een e-mailadres, als de stage gepland wordt."),
        why=_WHY_CANDIDATE,
        placeholders={**_OWN, **_EVALUATION, **ANSWERED},
        essential=("when", "place", "answer_link"),
    ),
    "candidate_evaluation_moved": MailKind(
        title=N_("Het gesprek over je stage is op een ander moment, voor de kandidaat"),
        sent=N_("Naar de kandidaat, als het moment van de evaluatie wijzigt."),
        why=_WHY_CANDIDATE,
        placeholders={**_OWN, **_EVALUATION, **ANSWERED},
        essential=("when", "place", "answer_link"),
    ),
    "appointment_cancelled": MailKind(
        title=N_("Een afspraak van de stage gaat niet door"),
        sent=N_("Naar wie de afspraak in de agenda kreeg."),
        why=_WHY_COACH,
        placeholders={
            **_STAGE,
            "candidate": sometimes(CANDIDATE),
            "what": Placeholder(N_("Welke afspraak"), "een opvolgmoment", "a follow-up moment"),
        },
        essential=("what",),
    ),
    "internship_stopped": MailKind(
        title=N_("Een stage is gestopt"),
        sent=N_("Naar wie trekt en naar de werkgever, als een stage vroeger stopt."),
        why=N_("Je krijgt deze mail omdat je deze instroomactie trekt."),
        placeholders={"employer": EMPLOYER, **_LINK, **CALLS},
        essential=("link",),
    ),
    "evaluation_asked": MailKind(
        title=N_("Vul de evaluatie in"),
        sent=N_("Naar jobcoach en werkgever, als een stage ten einde loopt."),
        why=_WHY_COACH,
        placeholders={**_STAGE, **_QUESTIONS},
        essential=("link",),
    ),
    "candidate_evaluation_asked": MailKind(
        title=N_("Hoe was je stage? Voor de kandidaat"),
        sent=N_("Naar de kandidaat met een e-mailadres, als de stage ten einde loopt."),
        why=_WHY_CANDIDATE,
        placeholders={**_OWN, **_QUESTIONS},
        essential=("link",),
    ),
    "evaluations_complete": MailKind(
        title=N_("De drie evaluaties zijn er"),
        sent=N_("Naar wie bij de stage betrokken is, zodra de drie evaluaties er zijn."),
        why=N_("Je krijgt deze mail omdat je bij deze stage betrokken bent."),
        placeholders={"employer": EMPLOYER, **_LINK},
        essential=("link",),
    ),
}
