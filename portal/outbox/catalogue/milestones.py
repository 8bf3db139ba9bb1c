"""The mails about progress. A candidate's name stands in their text, never in a subject."""

from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import CALLS, CAMPAIGN, CANDIDATE, EMPLOYER, link_to
from portal.rules.texts import Holds
from portal.rules.words import N_

_WHY_COACH = N_("Je krijgt deze mail omdat je een kandidaat voordroeg.")
_SETTINGS = link_to(N_("De link om te kiezen wanneer je een mail krijgt"), "/notices")
_ABOUT = {
    "campaign": CAMPAIGN,
    "employer": EMPLOYER,
    "candidate": CANDIDATE,
    "milestone": Placeholder(N_("De mijlpaal"), "Contact gelegd", "Contact made"),
    "link": link_to(N_("De link naar de mijlpalen van de kandidaat"), "/nominations/x/milestones"),
    **CALLS,
}

MAILS: dict[str, MailKind] = {
    "good_news": MailKind(
        title=N_("Goed nieuws over een kandidaat"),
        sent=N_("Naar de jobcoach die voordroeg en meteen wil weten dat een mijlpaal gehaald is."),
        why=_WHY_COACH,
        placeholders={
            **_ABOUT,
            "outcome": Placeholder(N_("Wat het resultaat is"), "Gesproken", "Spoken"),
            "settings_link": _SETTINGS,
        },
        essential=("link",),
    ),
    "ended_here": MailKind(
        title=N_("Een voordracht gaat niet verder"),
        sent=N_("Naar de jobcoach die voordroeg, als iemand anders noteert dat het hier ophoudt."),
        why=_WHY_COACH,
        placeholders={
            **_ABOUT,
            "outcome": Placeholder(
                N_("Wat het resultaat is"), "Wil of kan niet verder", "Does not want to, or cannot go on"
            ),
            "who": Placeholder(N_("Wie het noteerde"), "Lotte Peeters"),
        },
        essential=("link",),
    ),
    "digest": MailKind(
        title=N_("Nieuws van de dag"),
        sent=N_("Naar wie het nieuws over kandidaten in één mail per dag wil, als er nieuws is."),
        why=N_("Je krijgt deze mail omdat je het nieuws over kandidaten in één mail per dag wilt."),
        placeholders={
            "news": Placeholder(
                N_("Wat er gebeurde, een regel per kandidaat"),
                ["Amina Z., Nieuwe ploeg De Korenbloem: was op de selectiedag"],
                ["Amina Z., Nieuwe ploeg De Korenbloem: came to the selection day"],
                holds=Holds.LIST,
            ),
            "link": link_to(N_("De link naar alle kandidaten die je volgt"), "/following"),
            "settings_link": _SETTINGS,
        },
        essential=("news", "link"),
        closed=N_("Deze mail gaat over verschillende instroomacties tegelijk en heeft voor iedereen dezelfde woorden."),
    ),
}
