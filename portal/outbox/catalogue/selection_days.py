"""The mails about the selection day: to jobcoach and candidate, and to who receives candidates."""

from datetime import date

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import (
    ANSWERED,
    CALLS,
    CAMPAIGN,
    CANDIDATE,
    COACHED,
    EMPLOYER,
    link_to,
    sometimes,
    span,
)
from portal.rules.texts import Holds
from portal.rules.words import N_

_WHY_COACH = N_("Je krijgt deze mail omdat je jobcoach bent van een kandidaat voor deze selectiedag.")
_WHY_CANDIDATE = N_("Je krijgt deze mail omdat je jobcoach je inschreef voor deze selectiedag.")
_WHY_DUTY = N_("Je krijgt deze mail omdat je op de selectiedag kandidaten ontvangt.")
_DAY = {
    "campaign": CAMPAIGN,
    "employer": EMPLOYER,
    "date": Placeholder(N_("De dag van de selectiedag"), date(2026, 12, 11)),
    "place": Placeholder(N_("Waar de selectiedag is"), "Bakkerij De Korenbloem, Kouter 12, 9000 Gent"),
    "map": sometimes(link_to(N_("De link naar de plaats op een kaart"), "/map")),
    "bring": Placeholder(
        N_("Wat je meebrengt"),
        "Je identiteitskaart en dichte schoenen.",
        "Your identity card and closed shoes.",
        may_be_empty=True,
    ),
}
_PAGE = {"link": link_to(N_("De link naar de dag"), "/campaigns/x/day")}
_HOURS = {
    "hours": Placeholder(
        N_("De uren, als lijst"),
        ("9.30 uur: voorstelling van het bedrijf, refter", "10.15 uur: speeddate met Emma Claes, tafel 2"),
        ("09:30: the company presents itself, canteen", "10:15: speed date with Emma Claes, table 2"),
        Holds.LIST,
    )
}
_COACH = {**_DAY, **_PAGE, "candidate": CANDIDATE, **CALLS}
_CANDIDATE = {**_DAY, **COACHED}
_OWN_PAGE = {
    "own_page": link_to(N_("De link naar “Mijn dag”, de eigen pagina van de kandidaat"), "/own-day/x"),
}
_DUTY = {**_DAY, **CALLS}
_TASK = {
    "when": span(N_("Van wanneer tot wanneer je nodig bent"), (2026, 12, 11, 8), (2026, 12, 11, 11)),
    "task": Placeholder(
        N_("Een zin die zegt wat je doet"), "Je voert speeddates aan tafel 2.", "You hold speed dates at table 2."
    ),
    "count": Placeholder(N_("Hoeveel speeddates of rondleidingen"), 6),
}

_WHOLE: dict[str, Placeholder] = {
    **_DUTY,
    **_PAGE,
    **ANSWERED,
    "when": span(N_("Van het begin tot het einde van de dag"), (2026, 12, 11, 8), (2026, 12, 11, 16)),
    "count": Placeholder(N_("Hoeveel kandidaten er komen"), 24),
}

MAILS: dict[str, MailKind] = {
    "whole_day_known": MailKind(
        title=N_("De hele selectiedag, voor wie trekt en voor het bedrijf"),
        sent=N_("Naar wie trekt en naar de mensen van het bedrijf, als je de dagplanning bekendmaakt."),
        why=N_("Je krijgt deze mail omdat de selectiedag in jouw bedrijf doorgaat."),
        placeholders=_WHOLE,
        essential=("when", "place", "link", "answer_link"),
    ),
    "whole_day_changed": MailKind(
        title=N_("De selectiedag is gewijzigd, voor wie trekt en voor het bedrijf"),
        sent=N_("Naar wie trekt en naar de mensen van het bedrijf, als uren of plaats van de dag wijzigen."),
        why=N_("Je krijgt deze mail omdat de selectiedag in jouw bedrijf doorgaat."),
        placeholders=_WHOLE,
        essential=("when", "place", "link", "answer_link"),
    ),
    "whole_day_cancelled": MailKind(
        title=N_("De hele selectiedag verdwijnt uit de agenda"),
        sent=N_("Naar wie niet meer trekt, of op de dag zelf een taak kreeg."),
        why=N_("Je krijgt deze mail omdat deze selectiedag in je agenda stond."),
        placeholders=_DUTY,
        essential=("date",),
    ),
    "hours_known": MailKind(
        title=N_("De uren van je kandidaat"),
        sent=N_("Naar de jobcoach, per kandidaat, als je de dagplanning bekendmaakt."),
        why=_WHY_COACH,
        placeholders={**_COACH, **_HOURS, **ANSWERED},
        essential=("hours", "link", "answer_link"),
    ),
    "hours_changed": MailKind(
        title=N_("De uren van je kandidaat zijn gewijzigd"),
        sent=N_("Naar de jobcoach, als uren of plaats wijzigen na het bekendmaken."),
        why=_WHY_COACH,
        placeholders={**_COACH, **_HOURS, **ANSWERED},
        essential=("hours", "link", "answer_link"),
    ),
    "hours_cancelled": MailKind(
        title=N_("Je kandidaat staat niet meer op de planning"),
        sent=N_("Naar de jobcoach, als een kandidaat van de dagplanning gaat."),
        why=_WHY_COACH,
        placeholders=_COACH,
        essential=("candidate",),
    ),
    "coach_reminded": MailKind(
        title=N_("Morgen selectiedag: weet je kandidaat de uren?"),
        sent=N_("Naar de jobcoach, de dag voordien, als nog niet aangeduid is dat de kandidaat de uren kent."),
        why=_WHY_COACH,
        placeholders={**_COACH, **_HOURS},
        essential=("candidate", "link"),
    ),
    "sheets_missing": MailKind(
        title=N_("Er ontbreekt nog een beoordeling"),
        sent=N_("Naar een beoordelaar of gids van wie nog een blad ontbreekt, als je een herinnering stuurt."),
        why=_WHY_DUTY,
        placeholders={
            **_DUTY,
            "hours": Placeholder(
                N_("De gesprekken en rondleidingen waarvan nog een blad ontbreekt, als lijst"),
                ("9.30 uur: speeddate", "10.15 uur: speeddate"),
                ("09:30: speed date", "10:15: speed date"),
                Holds.LIST,
            ),
        },
        essential=("hours",),
    ),
    "sheets_owed": MailKind(
        title=N_("Er ontbreken nog beoordelingen, aan het bedrijf"),
        sent=N_(
            "Naar de mensen van het bedrijf als je een herinnering stuurt, over beoordelaars en gidsen die geen "
            "e-mailadres hebben."
        ),
        why=N_("Je krijgt deze mail omdat de selectiedag in jouw bedrijf doorgaat."),
        placeholders={
            **_DUTY,
            "people": Placeholder(
                N_("Van wie nog bladen ontbreken en hoeveel, als lijst"),
                ("Bert Willems, Tafel 1: 2", "Gust Peters, rondleiding: 1"),
                ("Bert Willems, Tafel 1: 2", "Gust Peters, tour: 1"),
                Holds.LIST,
            ),
            "link": link_to(N_("De link naar wat nog ontbreekt"), "/campaigns/x/sheets"),
        },
        essential=("people",),
    ),
    "your_day": MailKind(
        title=N_("Jouw selectiedag, voor de kandidaat"),
        sent=N_("Naar de kandidaat met een e-mailadres, als je de dagplanning bekendmaakt."),
        why=_WHY_CANDIDATE,
        placeholders={**_CANDIDATE, **_HOURS, **ANSWERED, **_OWN_PAGE},
        essential=("date", "place", "hours", "answer_link"),
    ),
    "your_page": MailKind(
        title=N_("De eigen pagina “Mijn dag”, voor de kandidaat"),
        sent=N_("Naar de kandidaat die de link opnieuw vraagt, of als de jobcoach hem stuurt."),
        why=_WHY_CANDIDATE,
        placeholders={"employer": EMPLOYER, **COACHED, **_OWN_PAGE},
        essential=("own_page",),
    ),
    "page_asked": MailKind(
        title=N_("Een kandidaat vraagt de link naar “Mijn dag”"),
        sent=N_("Naar de jobcoach, als een kandidaat zonder e-mailadres de link vraagt met het telefoonnummer."),
        why=_WHY_COACH,
        placeholders={
            "employer": EMPLOYER,
            "candidate": CANDIDATE,
            "link": link_to(N_("De link om een nieuwe link te maken"), "/nominations/x/own-day"),
        },
        essential=("candidate", "link"),
    ),
    "your_day_changed": MailKind(
        title=N_("Nieuwe uren, voor de kandidaat"),
        sent=N_("Naar de kandidaat, als uren of plaats wijzigen."),
        why=_WHY_CANDIDATE,
        placeholders={**_CANDIDATE, **_HOURS, **ANSWERED, **_OWN_PAGE},
        essential=("date", "place", "hours", "answer_link"),
    ),
    "your_day_cancelled": MailKind(
        title=N_("Je wordt niet meer verwacht, voor de kandidaat"),
        sent=N_("Naar de kandidaat die van de dagplanning gaat."),
        why=_WHY_CANDIDATE,
        placeholders=_CANDIDATE,
        essential=("date",),
    ),
    "your_day_tomorrow": MailKind(
        title=N_("Morgen is het zover, voor de kandidaat"),
        sent=N_("Naar de kandidaat, de dag voor de selectiedag."),
        why=_WHY_CANDIDATE,
        placeholders={**_CANDIDATE, **_HOURS, **ANSWERED, **_OWN_PAGE},
        essential=("date", "place", "hours"),
    ),
    "duty_known": MailKind(
        title=N_("Je uren op de selectiedag, voor wie kandidaten ontvangt"),
        sent=N_("Naar wie speeddates voert of rondleidt, als je de dagplanning bekendmaakt."),
        why=_WHY_DUTY,
        placeholders={**_DUTY, **_TASK, **ANSWERED},
        essential=("when", "place", "answer_link"),
    ),
    "duty_changed": MailKind(
        title=N_("Je uren zijn gewijzigd, voor wie kandidaten ontvangt"),
        sent=N_("Naar wie speeddates voert of rondleidt, als uren of plaats wijzigen."),
        why=_WHY_DUTY,
        placeholders={**_DUTY, **_TASK, **ANSWERED},
        essential=("when", "place", "answer_link"),
    ),
    "duty_cancelled": MailKind(
        title=N_("Je bent niet meer nodig, voor wie kandidaten ontvangt"),
        sent=N_("Naar wie speeddates zou voeren of zou rondleiden, als dat niet meer hoeft."),
        why=N_("Je krijgt deze mail omdat deze selectiedag in je agenda stond."),
        placeholders=_DUTY,
        essential=("date",),
    ),
    "day_cancelled": MailKind(
        title=N_("De selectiedag gaat niet door"),
        sent=N_("Naar iedereen die de selectiedag in de agenda kreeg, als de dag niet doorgaat."),
        why=N_("Je krijgt deze mail omdat deze selectiedag in je agenda stond."),
        placeholders=_DUTY,
        essential=("date",),
    ),
}
