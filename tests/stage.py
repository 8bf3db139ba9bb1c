"""A campaign on its way, for tests of what comes after the nominations: made quickly, with people instead of mocks.

Lotte leads for Werkwijzer; Pim is jobcoach at Stap Vooruit, Sofie his colleague, An his coordinator; Joke is jobcoach
at De Brug;
Emma works for the employer, Bakkerij De Ster. Everyone's password is the demo's.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import Flask
from flask_security import hash_password

from portal import clock
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.organisations import Organisation, Site
from portal.models.outbox import OutboxMail
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import visible_campaign
from portal.queries.decisions import decidable_nomination
from portal.rules.roles import Role
from tests.person import Person


@dataclass
class Stage:
    """Who and what is there. `people` by first name in small letters; `nominations` by the candidate's first name."""

    people: dict[str, User] = field(default_factory=dict)
    campaign_id: str = ""
    vacancies: list[Vacancy] = field(default_factory=list)
    nominations: dict[str, Nomination] = field(default_factory=dict)

    @property
    def campaign(self) -> Campaign:
        """The campaign as its lead finds it."""
        found = visible_campaign(self.people["lotte"], self.campaign_id)
        assert found is not None
        return found

    def decidable(self, name: str) -> Nomination:
        """A nomination as those who decide find it."""
        found = decidable_nomination(self.people["lotte"], self.nominations[name].public_id)
        assert found is not None
        return found


def make_user(name: str, organisation: Organisation, role: Role, hashed: str) -> User:
    """An account; the address is the first name."""
    first = name.split(maxsplit=1)[0].lower()
    made: User = User.create(
        email=f"{first}@netwerk.example",
        password=hashed,
        fs_uniquifier=secrets.token_hex(32),
        name=name,
        phone="+32 470 00 00 00",
        organisation=organisation,
        role=role.value,
    )
    return made


def set_stage(app: Flask, candidates: Sequence[str] = ("Amina", "Bram", "Carla", "Dries")) -> Stage:
    """A running campaign in which Pim put the first candidates forward and Joke the last."""
    with app.app_context():
        hashed = hash_password(Person.PASSWORD)
    leading, partner, other = (
        Organisation.create(kind="mediator", name=name) for name in ("Werkwijzer", "Stap Vooruit", "De Brug")
    )
    employer = Organisation.create(kind="employer", name="Bakkerij De Ster")
    site = Site.create(organisation=employer, name="Mol", street="Ovenstraat 1", town="Mol")
    stage = Stage()
    for name, organisation, role in (
        ("Lotte Maes", leading, Role.MEDIATOR),
        ("Karel Wouters", leading, Role.COORDINATOR),
        ("Pim Adriaans", partner, Role.MEDIATOR),
        ("Sofie Bos", partner, Role.MEDIATOR),
        ("An Cools", partner, Role.COORDINATOR),
        ("Joke Dekker", other, Role.MEDIATOR),
        ("Emma Claes", employer, Role.EMPLOYER),
    ):
        stage.people[name.split(maxsplit=1)[0].lower()] = make_user(name, organisation, role, hashed)
    campaign = Campaign.create(
        state="running",
        title="Samen aan de slag",
        organisation=leading,
        lead=stage.people["lotte"],
        employer=employer,
        site=site,
        selection_day_on=date(2026, 11, 17),
        internship_starts_on=date(2026, 11, 30),
    )
    stage.campaign_id = campaign.public_id
    stage.vacancies = [
        Vacancy.create(campaign=campaign, title=title, position=position, places=len(candidates))
        for position, title in enumerate(("Inpakker", "Hulp in de keuken"))
    ]
    for number, name in enumerate(candidates):
        coach = stage.people["joke" if number == len(candidates) - 1 else "pim"]
        invitation, _ = Invitation.get_or_create(
            campaign=campaign,
            organisation=coach.organisation,
            email=coach.email,
            defaults={"state": "accepted", "name": coach.name, "user": coach},
        )
        candidate = Candidate.create(
            organisation=coach.organisation,
            jobcoach=coach,
            first_name=name,
            last_name="Zomers",
            email=f"{name.lower()}@post.example",
            phone="0499 00 00 00",
        )
        stage.nominations[name] = Nomination.create(
            state="put_forward",
            campaign=campaign,
            candidate=candidate,
            invitation=invitation,
            organisation=coach.organisation,
            jobcoach=coach,
            put_forward_at=clock.now(),
            internship_hours=30,
        )
        VacancyChoice.create(nomination=stage.nominations[name], vacancy=stage.vacancies[0], rank=1)
    return stage


def mails(template: str) -> list[tuple[str, str]]:
    """(recipient, subject) of every mail posted from this template, oldest first."""
    rows = OutboxMail.select().where(OutboxMail.template == template).order_by(OutboxMail.id)
    return [(row.recipient, row.subject) for row in rows]
