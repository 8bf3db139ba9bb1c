"""Placeholders that several mails have, with the people of one invented campaign as examples."""

from dataclasses import replace
from datetime import UTC, date, datetime

from portal.outbox.catalogue.kinds import Placeholder
from portal.outbox.values import Moment, Span
from portal.rules.texts import Holds
from portal.rules.words import N_

ZONE = "Europe/Brussels"
_WEB = "https://portaal.example"


def link_to(meaning: str, path: str) -> Placeholder:
    """A link, with an example that leads nowhere."""
    return Placeholder(meaning, f"{_WEB}{path}", holds=Holds.LINK)


def sometimes(placeholder: Placeholder) -> Placeholder:
    """The same, for a mail in which it may be empty."""
    return replace(placeholder, may_be_empty=True)


def moment(meaning: str, *at: int) -> Placeholder:
    """An instant, given in UTC: `moment(…, 2026, 12, 4, 16)`."""
    return Placeholder(meaning, Moment(datetime(*at, tzinfo=UTC), ZONE))  # type: ignore[misc, arg-type]


def span(meaning: str, starts: tuple[int, ...], ends: tuple[int, ...]) -> Placeholder:
    """From an instant to another, both in UTC."""
    first, last = (datetime(*at, tzinfo=UTC) for at in (starts, ends))  # type: ignore[misc, arg-type]
    return Placeholder(meaning, Span(first, last, ZONE))


NAME = Placeholder(N_("De naam van wie de mail krijgt"), "Pim de Wit")
CAMPAIGN = Placeholder(N_("De titel van de instroomactie"), "Nieuwe ploeg De Korenbloem")
EMPLOYER = Placeholder(N_("De werkgever"), "Bakkerij De Korenbloem")
ORGANISATION = Placeholder(N_("De organisatie die de instroomactie trekt"), "Werkpunt Dijle")
PARTNER_ORGANISATION = Placeholder(N_("De organisatie van de jobcoach"), "De Tandem")
LEAD = Placeholder(N_("Wie de instroomactie trekt"), "Lotte Peeters")
LEAD_REACHED = Placeholder(N_("Telefoon en e-mailadres van wie trekt"), "0470 00 00 01, lotte@werkpunt.example")
JOBCOACH = Placeholder(N_("De jobcoach"), "Pim de Wit")
JOBCOACH_PHONE = Placeholder(N_("De telefoon van de jobcoach, of zijn e-mailadres"), "0470 00 00 02")
CONTACT = Placeholder(N_("Wie de lezer kan bellen; leeg als dat de lezer zelf is"), "Lotte Peeters", may_be_empty=True)
CONTACT_PHONE = Placeholder(N_("De telefoon van wie de lezer kan bellen"), "0470 00 00 01", may_be_empty=True)
CANDIDATE = Placeholder(N_("Voornaam en eerste letter van de kandidaat"), "Amina Z.", holds=Holds.PRIVATE)
DEADLINE = moment(N_("Tot wanneer kandidaten voordragen kan"), 2026, 12, 4, 16)
SESSION = span(N_("Wanneer de infosessie is"), (2026, 11, 24, 9), (2026, 11, 24, 10, 30))
SESSION_PLACE = Placeholder(N_("Waar de infosessie is"), "De Korenbloem, Kouter 12, 9000 Gent")
DAY = Placeholder(N_("De dag van de selectiedag"), date(2026, 12, 11))
ANSWER_LINK = link_to(N_("De link om te zeggen of je komt; leeg als er geen antwoord gevraagd wordt"), "/appointment/x")

CALLS = {"contact": CONTACT, "contact_phone": CONTACT_PHONE}
COACHED = {"jobcoach": JOBCOACH, "jobcoach_phone": JOBCOACH_PHONE}
ANSWERED = {"answer_link": sometimes(ANSWER_LINK)}
