"""A selection day with speeddates, for the tests of sheets and tablets. Everybody in it is invented."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask_security import hash_password

from portal import clock
from portal.actions.speeddates import set_criteria
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.database import write_transaction
from portal.models.nominations import Nomination, SupportNeed, VacancyChoice
from portal.models.organisations import Organisation, Site
from portal.models.selection_days import Appointment, Assessor, SelectionDay, Table
from portal.models.speeddates import Criterion
from portal.models.vacancies import Vacancy
from portal.rules.roles import Role
from portal.rules.scoring import TEMPLATES
from tests.person import Person

BRUSSELS = ZoneInfo("Europe/Brussels")
PASSWORD = Person.PASSWORD
NAMES = (("Fatima", "El Amrani"), ("Bo", "Peeters"), ("Cyriel", "Maes"), ("Dina", "Novak"))


@dataclass
class Day:
    """One campaign on its day: two tables, An and Bert at the first, Chris at the second."""

    lotte: User
    emma: User
    pim: User
    campaign: Campaign
    day: SelectionDay
    assessors: list[Assessor]
    nominations: list[Nomination]

    @property
    def path(self) -> str:
        return f"/campaigns/{self.campaign.public_id}"

    def whole(self, score: int = 3, verdict: str = "green", note: str = "") -> dict[str, Any]:
        """A sheet with everything on it."""
        return {"scores": {one.public_id: score for one in self.criteria}, "note": note, "verdict": verdict}

    @property
    def criteria(self) -> list[Criterion]:
        return list(Criterion.select().where(Criterion.campaign == self.campaign).order_by(Criterion.position))


def make_day(app: Flask, word: str = "ster", *, on: date | None = None, names: Sequence[Any] = NAMES) -> Day:
    """A running campaign whose day is made known; `word` keeps a second one apart from the first."""
    with app.app_context():
        hashed = hash_password(PASSWORD)
    with write_transaction():  # one wait for the disk instead of sixty
        return _make(word, hashed, on or clock.today(), names)


def _make(word: str, hashed: str, on: date, names: Sequence[Any]) -> Day:

    def user(name: str, organisation: Organisation, role: Role) -> User:
        made: User = User.create(
            email=f"{name.split(maxsplit=1)[0].lower()}@{word}.example",
            password=hashed,
            fs_uniquifier=secrets.token_hex(16),
            name=name,
            organisation=organisation,
            role=role.value,
        )
        return made

    leading = Organisation.create(kind="mediator", name=f"Werkwijzer {word}")
    partner = Organisation.create(kind="mediator", name=f"Opstap {word}")
    employer = Organisation.create(kind="employer", name=f"Bakkerij {word}")
    site = Site.create(organisation=employer, name="Hoofdzetel", town="Mol")
    lotte = user("Lotte Vermeulen", leading, Role.MEDIATOR)
    pim = user("Pim Aerts", partner, Role.MEDIATOR)
    emma = user("Emma Claes", employer, Role.EMPLOYER)
    campaign = Campaign.create(
        state="running", title=f"Instroom {word}", organisation=leading, lead=lotte, employer=employer, site=site
    )
    vacancy = Vacancy.create(campaign=campaign, title="Inpakker")
    day = SelectionDay.create(state="published", campaign=campaign, on=on)
    tables = [Table.create(selection_day=day, name=f"Tafel {number}", position=number) for number in (1, 2)]
    assessors = [
        Assessor.create(table=tables[place], name=name)
        for name, place in (("An Jacobs", 0), ("Bert Willems", 0), ("Chris Daems", 1))
    ]
    invitation = Invitation.create(
        state="accepted", campaign=campaign, organisation=partner, user=pim, email=pim.email, name=pim.name
    )
    start = datetime(on.year, on.month, on.day, 10, 0, tzinfo=BRUSSELS)
    nominations = []
    for number, (first, last) in enumerate(names):
        candidate = Candidate.create(
            organisation=partner,
            jobcoach=pim,
            first_name=first,
            last_name=last,
            email=f"canary-{number}@{word}.example",
            phone="0470 00 00 00",
            town="Kanariedorp",
            notes="nota van de jobcoach",
        )
        nomination = Nomination.create(
            state="put_forward",
            campaign=campaign,
            candidate=candidate,
            invitation=invitation,
            organisation=partner,
            jobcoach=pim,
            put_forward_at=clock.now(),
            competences="Werkt nauwkeurig en op tempo.",
            motivation="Wil graag met de handen werken.",
            recommendation="alleen voor de trekker",
        )
        VacancyChoice.create(nomination=nomination, vacancy=vacancy, rank=1)
        begin = start + timedelta(minutes=15 * number)
        Appointment.create(
            selection_day=day,
            nomination=nomination,
            kind="speeddate",
            start_at=begin,
            end_at=begin + timedelta(minutes=10),
            table=tables[0 if number < 3 else 1],
        )
        nominations.append(nomination)
    SupportNeed.create(
        nomination=nominations[0], kind="written_instructions", shared_with_employer=True, detail="graag groot"
    )
    SupportNeed.create(nomination=nominations[0], kind="other", detail="blijft geheim", shared_with_employer=False)
    set_criteria(campaign, TEMPLATES, by=lotte)
    return Day(lotte, emma, pim, campaign, day, assessors, nominations)
