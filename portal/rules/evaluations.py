"""The questions of the three evaluations (req 001-33, 001-34): each party its own, the same themes side by side."""

from dataclasses import dataclass

from portal.rules.words import N_

PARTIES = ("jobcoach", "candidate", "employer")
PARTY_NAMES = {
    "jobcoach": N_("Jobcoach"),
    "candidate": N_("Kandidaat"),
    "employer": N_("Werkgever"),
}


@dataclass(frozen=True)
class Theme:
    """One theme with the question in the words of each party; `scale` themes are answered with one of four words."""

    key: str
    name: str
    questions: dict[str, str]
    is_scale: bool = True


SCALE = {
    "4": N_("Heel goed"),
    "3": N_("Goed"),
    "2": N_("Kan beter"),
    "1": N_("Niet goed"),
}
GO_ON = {
    "yes": N_("Ja"),
    "perhaps": N_("Misschien"),
    "no": N_("Nee"),
}

THEMES = (
    Theme(
        "work",
        N_("Het werk"),
        {
            "jobcoach": N_("Hoe lukte het werk, volgens jou?"),
            "candidate": N_("Hoe ging het werk?"),
            "employer": N_("Hoe deed de stagiair het werk?"),
        },
    ),
    Theme(
        "people",
        N_("De mensen"),
        {
            "jobcoach": N_("Hoe was het contact met collega’s en begeleider?"),
            "candidate": N_("Hoe was het met de collega’s?"),
            "employer": N_("Hoe was het contact met collega’s en begeleider?"),
        },
    ),
    Theme(
        "agreements",
        N_("Afspraken"),
        {
            "jobcoach": N_("Hoe ging het met op tijd komen en afspraken nakomen?"),
            "candidate": N_("Kwam je op tijd? Kon je de afspraken volgen?"),
            "employer": N_("Hoe ging het met op tijd komen en afspraken nakomen?"),
        },
    ),
    Theme(
        "support",
        N_("Begeleiding"),
        {
            "jobcoach": N_("Hoe was de begeleiding op de werkvloer?"),
            "candidate": N_("Kreeg je genoeg hulp?"),
            "employer": N_("Hoe was de steun van de jobcoach?"),
        },
    ),
    Theme(
        "went_well",
        N_("Wat ging goed?"),
        {party: N_("Wat ging goed?") for party in PARTIES},
        is_scale=False,
    ),
    Theme(
        "needed",
        N_("Wat is er nog nodig?"),
        {
            "jobcoach": N_("Wat is er nog nodig om verder te gaan?"),
            "candidate": N_("Wat wil je nog leren? Wat heb je nog nodig?"),
            "employer": N_("Wat is er nog nodig om verder te gaan?"),
        },
        is_scale=False,
    ),
)
GO_ON_QUESTIONS = {
    "jobcoach": N_("Gaan we verder, volgens jou?"),
    "candidate": N_("Wil je hier graag blijven werken?"),
    "employer": N_("Wil je met deze persoon verder?"),
}


def themes_that_differ(answers: dict[str, dict[str, str]]) -> list[str]:
    """Keys of the scale themes on which two parties are at least two steps apart: talking points (req X-08)."""
    found = []
    for theme in THEMES:
        given = [int(one[theme.key]) for one in answers.values() if theme.is_scale and one.get(theme.key) in SCALE]
        if given and max(given) - min(given) >= 2:
            found.append(theme.key)
    return found
