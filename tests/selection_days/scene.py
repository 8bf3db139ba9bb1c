"""A running campaign with candidates for its selection day; everybody is invented."""

import email
import email.policy
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.message import EmailMessage
from typing import Any

from flask import Flask
from flask_security import hash_password
from icalendar import Calendar

from portal.actions.selection_days import add_part, set_up_day
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination, SupportNeed, VacancyChoice
from portal.models.organisations import Organisation, Site
from portal.models.outbox import OutboxMail
from portal.models.selection_days import Appointment, SelectionDay
from portal.models.vacancies import Vacancy
from portal.queries.selection_days import day_of
from portal.rules.candidates import searchable
from portal.rules.roles import Role
from tests.person import Person
from tests.selection_days.at_once import plan_day

DAY = date(2026, 12, 8)
FIRST_NAMES = (
    "Fatima", "Jonas", "Mieke", "Abdel", "Sofie", "Kwame", "Lies", "Bilal", "Greta", "Tomas", "Nadia", "Wout",
    "Amira", "Dries", "Elif", "Pieter", "Samira", "Bram", "Yasmina", "Koen", "Hanne", "Omar", "Tine", "Rachid",
)  # fmt: skip
LAST_NAMES = ("El Amrani", "Peeters", "De Smet", "Osei", "Willems", "Yilmaz", "Claes", "Janssens", "Maes")


@dataclass
class Scene:
    """Lotte leads for Netwerk Gent, Karel coordinates there; Pim (Kompas) and Joke (Brug) bring candidates."""

    app: Flask
    campaign: Campaign
    people: dict[str, User]
    vacancies: list[Vacancy]
    invitations: dict[int, Invitation]
    nominations: list[Nomination] = field(default_factory=list)

    def __getattr__(self, name: str) -> User:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def day(self) -> SelectionDay:
        """The day as it stands."""
        day = day_of(self.campaign)
        assert day is not None
        return day

    @property
    def page(self) -> str:
        """The address of the day."""
        return f"/campaigns/{self.campaign.public_id}/day"

    def nominate(
        self,
        *choices: Vacancy,
        coach: User | None = None,
        email: str = "",
        needs: Sequence[tuple[str, dict[str, Any]] | str] = (),
        **more: Any,
    ) -> Nomination:
        """Somebody put forward, for the first vacancy when no other is named."""
        coach = coach or self.people["pim"]
        rank = len(self.nominations)
        first, last = FIRST_NAMES[rank % len(FIRST_NAMES)], LAST_NAMES[rank % len(LAST_NAMES)]
        candidate = Candidate.create(
            organisation=coach.organisation_id,
            jobcoach=coach,
            first_name=first,
            last_name=last,
            email=email,
            search_name=searchable(first, last),
        )
        nomination: Nomination = Nomination.create(
            state="put_forward",
            campaign=self.campaign,
            candidate=candidate,
            invitation=self.invitations[coach.organisation_id],
            organisation=coach.organisation_id,
            jobcoach=coach,
            put_forward_at=datetime(2026, 11, 16, 9, tzinfo=UTC),
            **more,
        )
        for place, vacancy in enumerate(choices or self.vacancies[:1], 1):
            VacancyChoice.create(nomination=nomination, vacancy=vacancy, rank=place)
        for need in needs:
            kind, columns = (need, {}) if isinstance(need, str) else need
            SupportNeed.create(nomination=nomination, kind=kind, **columns)
        self.nominations.append(nomination)
        return nomination

    def crowd(self, count: int) -> None:
        """So many candidates, half of Pim's and half of Joke's, over both vacancies."""
        for rank in range(count):
            self.nominate(
                self.vacancies[rank % 2],
                coach=self.people["pim" if rank % 2 else "joke"],
                email=f"kandidaat{rank}@thuis.example" if rank % 3 else "",
            )

    def planned(self, count: int = 6) -> SelectionDay:
        """A planned day for so many candidates, An and Bert at the first table, with Gids 1 by mail."""
        self.crowd(count)
        day = set_up_day(self.campaign, by=self.people["lotte"])
        plan_day(day, by=self.people["lotte"])
        return self.day

    def appointments(self, kind: str = "speeddate") -> list[Appointment]:
        """The appointments of a kind by time."""
        query = Appointment.select().where(Appointment.kind == kind)
        return list(query.order_by(Appointment.start_at, Appointment.id))

    def add(self, kind: str, **values: Any) -> Any:
        """Add a table, room, guide, talk or break."""
        return add_part(self.day, kind, values, by=self.people["lotte"])


def second_scene(scene: Scene) -> Scene:
    """The same people in a second campaign; nobody is put forward yet."""
    columns = {name: getattr(scene.campaign, name) for name in ("organisation", "lead", "employer", "site")}
    made = Campaign.create(state="running", title="Productie in de zomer", selection_day_on=DAY, **columns)
    vacancies = [Vacancy.create(campaign=made, title=one.title, position=one.position) for one in scene.vacancies]
    invitations = {
        key: Invitation.create(
            state="accepted", campaign=made, organisation=key, user=one.user_id, email=one.email, name=one.name
        )
        for key, one in scene.invitations.items()
    }
    return Scene(scene.app, made, scene.people, vacancies, invitations)


def make_scene(app: Flask, **campaign: Any) -> Scene:
    """The people and the running campaign; nobody is put forward yet."""
    with app.app_context():
        password = hash_password(Person.PASSWORD)

    def person(name: str, where: Organisation, role: Role) -> User:
        made: User = User.create(
            email=f"{name.split(maxsplit=1)[0].lower()}@mensen.example",
            password=password,
            fs_uniquifier=secrets.token_hex(16),
            name=name,
            phone="+32 9 123 45 67",
            organisation=where,
            role=role.value,
        )
        return made

    network = Organisation.create(kind="mediator", name="Netwerk Gent", town="Gent")
    kompas = Organisation.create(kind="mediator", name="Kompas", town="Aalst")
    brug = Organisation.create(kind="mediator", name="De Brug", town="Deinze")
    bakery = Organisation.create(kind="employer", name="Bakkerij De Ster", town="Gent")
    other = Organisation.create(kind="employer", name="Magazijn Noord", town="Brugge")
    site = Site.create(organisation=bakery, name="Bakkerij", street="Ovenstraat 3", postcode="9000", town="Gent")
    people = {
        "lotte": person("Lotte Vermeulen", network, Role.MEDIATOR),
        "karel": person("Karel Dhondt", network, Role.COORDINATOR),
        "pim": person("Pim de Wit", kompas, Role.MEDIATOR),
        "joke": person("Joke Aerts", brug, Role.MEDIATOR),
        "emma": person("Emma Bakker", bakery, Role.EMPLOYER),
        "erik": person("Erik Noordman", other, Role.EMPLOYER),
        "stan": person("Stan Vreemd", Organisation.create(kind="mediator", name="Elders"), Role.MEDIATOR),
        "ada": person("Ada Beheer", network, Role.ADMINISTRATOR),
    }
    made = Campaign.create(
        state="running",
        title="Productie in het voorjaar",
        organisation=network,
        lead=people["lotte"],
        employer=bakery,
        site=site,
        nominations_open_at=datetime(2026, 11, 9, 9, tzinfo=UTC),
        nominations_close_at=datetime(2026, 11, 16, 16, tzinfo=UTC),
        **{"selection_day_on": DAY} | campaign,
    )
    vacancies = [
        Vacancy.create(campaign=made, title=title, position=rank)
        for rank, title in enumerate(("Productiemedewerker", "Inpakker"), 1)
    ]
    invitations = {}
    for key in ("lotte", "pim", "joke"):
        one = people[key]
        invitations[one.organisation_id] = Invitation.create(
            state="accepted",
            campaign=made,
            organisation=one.organisation_id,
            user=one,
            email=one.email,
            name=one.name,
        )
    return Scene(app, made, people, vacancies, invitations)


def mails(template: str = "") -> list[OutboxMail]:
    """The posted mails of the day, oldest first; all of them, or of one template."""
    query = OutboxMail.select().where(OutboxMail.template.startswith("selection_days/"))
    if template:
        query = query.where(OutboxMail.template == f"selection_days/{template}")
    return list(query.order_by(OutboxMail.id))


def parsed(mail: OutboxMail) -> EmailMessage:
    """A posted mail as it will leave."""
    message = email.message_from_bytes(bytes(mail.raw), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(mail: OutboxMail) -> str:
    """What the reader reads, with single spaces."""
    part = parsed(mail).get_body(preferencelist=("plain",))
    assert part is not None
    return re.sub(r"\s+", " ", part.get_content())


def event_of(mail: OutboxMail) -> Any:
    """The appointment in a posted mail, read from its bytes; `method` is that of the calendar around it."""
    for part in parsed(mail).walk():
        if part.get_content_type() == "text/calendar":
            written = part.get_payload(decode=True)
            assert isinstance(written, bytes)
            calendar = Calendar.from_ical(written)
            event: Any
            (event,) = calendar.walk("VEVENT")
            event.method = str(calendar["METHOD"])
            return event
    raise AssertionError(f"{mail.template} carries no appointment")


def deliver_everything() -> None:
    """As if every posted mail had left."""
    OutboxMail.update(status="sent").where(OutboxMail.status == "queued").execute()
