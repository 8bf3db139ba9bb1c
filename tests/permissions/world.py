"""A small world in which everything exists once: told with the portal's own actions, with a canary in each text.

Three campaigns. *A* (led by Lotte, network Noord, for employer Emma) is at its end: internships, one placement.
*B* (led by Joke, network Oost, for employer Eric) has its selection day today. *C* (Lotte's again) is in preparation.
Pim and Piet of network West put candidates forward in A and B, with Petra as their coordinator.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import Flask
from werkzeug.test import Client

from portal.models.accounts import AccessLink, User
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.internships import Internship
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation, Site
from portal.models.outbox import OutboxMail
from portal.models.selection_days import SelectionDay
from portal.models.vacancies import Vacancy
from portal.queries.links import hash_of
from tests.clock import BRUSSELS, Clock
from tests.permissions.canaries import Canaries

PASSWORD = "demo-portaal"
NOW = datetime(2026, 12, 4, 11, 0, tzinfo=BRUSSELS)
DAY_A, DAY_B = date(2026, 11, 18), date(2026, 12, 4)


def at(day: int, month: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in Brussels in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=BRUSSELS)


@dataclass
class World:
    """Who is there and what there is, by the names that the tests use."""

    app: Flask
    clock: Clock
    canary: Canaries = field(default_factory=Canaries)
    people: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    vacancies: dict[str, Vacancy] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    candidates: dict[str, Candidate] = field(default_factory=dict)
    nominations: dict[str, Nomination] = field(default_factory=dict)
    interviews: dict[str, Interview] = field(default_factory=dict)
    internships: dict[str, Internship] = field(default_factory=dict)
    days: dict[str, SelectionDay] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)  # of links, by what they open
    browsers: dict[str, Client] = field(default_factory=dict)

    def link(self, name: str) -> AccessLink:
        """The link that a token of `tokens` opens."""
        found: AccessLink = AccessLink.get(AccessLink.token_hash == hash_of(self.tokens[name]))
        return found


def token_in_newest_mail(path: str) -> str:
    """The token of the link that left last."""
    for mail in OutboxMail.select().order_by(OutboxMail.id.desc()).limit(5):
        text = bytes(mail.raw).replace(b"=\r\n", b"").replace(b"=\n", b"").decode("utf-8", "replace")
        if path in text:
            rest = text.partition(path)[2]
            return "".join(_until(rest, lambda sign: sign.isalnum() or sign in "-_"))
    raise LookupError(path)


def _until(text: str, holds: Callable[[str], bool]) -> str:
    for place, sign in enumerate(text):
        if not holds(sign):
            return text[:place]
    return text
