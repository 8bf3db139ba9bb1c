"""Who plays in the tests of campaigns, and short ways to look at what went out."""

import email
import email.policy
import re
import secrets
from dataclasses import dataclass
from datetime import date, time
from email.message import EmailMessage
from typing import Any

from flask import Flask
from flask_security import hash_password
from icalendar import Calendar

from portal.actions.campaigns import open_campaign, publish_agreement, set_dates, start_campaign
from portal.actions.vacancies import add_vacancy
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.organisations import Contact, Organisation, Site
from portal.models.outbox import OutboxMail
from portal.rules.campaigns import Dates
from portal.rules.local_times import to_utc
from portal.rules.roles import Role
from tests.person import Person

ZONE = "Europe/Brussels"


@dataclass
class Cast:
    """Everybody. Lotte leads; Nele and Karel (coordinator) are her colleagues; Pim and Joke work elsewhere."""

    network: Organisation
    kompas: Organisation
    brug: Organisation
    bakery: Organisation
    site: Site
    lotte: User
    nele: User
    karel: User
    pim: User
    joke: User
    emma: User
    ada: User
    dirk: User
    pim_contact: Contact
    sam_contact: Contact


def make_cast(app: Flask) -> Cast:
    """The people, their organisations, and two contacts: Pim has an account, Sam has none."""
    with app.app_context():
        password = hash_password(Person.PASSWORD)

    def organisation(kind: str, name: str, **more: Any) -> Organisation:
        return Organisation.create(kind=kind, name=name, **more)

    def person(name: str, where: Organisation, role: Role) -> User:
        return User.create(
            email=f"{name.split(maxsplit=1)[0].lower()}@mensen.example",
            password=password,
            fs_uniquifier=secrets.token_hex(16),
            name=name,
            phone="+32 9 123 45 67",
            organisation=where,
            role=role.value,
        )

    network = organisation("mediator", "Netwerk Gent", region="Gent", town="Gent")
    kompas = organisation("mediator", "Het Kompas", region="Waasland", town="Lokeren", target_groups="jongeren")
    brug = organisation("mediator", "De Brug", region="Gent", town="Deinze")
    bakery = organisation("employer", "Bakkerij De Ster", town="Gent")
    site = Site.create(organisation=bakery, name="Hoofdbakkerij", street="Ovenstraat 1", postcode="9000", town="Gent")
    return Cast(
        network=network,
        kompas=kompas,
        brug=brug,
        bakery=bakery,
        site=site,
        lotte=person("Lotte Maes", network, Role.MEDIATOR),
        nele=person("Nele Vos", network, Role.MEDIATOR),
        karel=person("Karel Aerts", network, Role.COORDINATOR),
        pim=person("Pim Peeters", kompas, Role.MEDIATOR),
        joke=person("Joke Baert", brug, Role.MEDIATOR),
        emma=person("Emma Claes", bakery, Role.EMPLOYER),
        ada=person("Ada Nijs", network, Role.ADMINISTRATOR),
        dirk=person("Dirk Smet", network, Role.PRIVACY_OFFICER),
        pim_contact=Contact.create(organisation=kompas, name="Pim Peeters", email="pim@mensen.example"),
        sam_contact=Contact.create(organisation=kompas, name="Sam Dewolf", email="sam@kompas.example"),
    )


def draft_campaign(cast: Cast, **more: Any) -> Campaign:
    """Lotte's campaign at the bakery, in preparation and otherwise empty."""
    return open_campaign(by=cast.lotte, title="Inpakkers voor de winter", site=cast.site, **more)


def ready_campaign(cast: Cast, **more: Any) -> Campaign:
    """The same with all that is needed: goal, a function, agreements, the info session on 24 November at 10:00."""
    campaign = draft_campaign(cast, goal="Zes mensen een kans geven.", **more)
    add_vacancy(campaign, by=cast.lotte, title="Medewerker inpak", places=4)
    publish_agreement(campaign, "We houden elkaar op de hoogte.", by=cast.lotte)
    set_dates(campaign, session_dates(24) if campaign.has_info_session else Dates(), by=cast.lotte)
    return campaign


def running_campaign(cast: Cast, **more: Any) -> Campaign:
    """The same, started."""
    campaign = ready_campaign(cast, **more)
    start_campaign(campaign, by=cast.lotte)
    return campaign


def session_dates(day: int, hour: int = 10) -> Dates:
    """An info session in November 2026, on the clock of Brussels."""
    return Dates(info_session_at=to_utc(date(2026, 11, day), time(hour), ZONE))


def own_invitation_of(campaign: Campaign, address: str) -> Invitation:
    """The invitation of this address."""
    return Invitation.get(Invitation.campaign == campaign, Invitation.email == address)


@dataclass
class Received:
    """One mail as its reader gets it."""

    row: OutboxMail
    message: EmailMessage

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        return "" if body is None else body.get_content()

    @property
    def link(self) -> str:
        """Where its button leads."""
        found = re.search(r"http://portal\.test(\S+)", self.text)
        return found[1] if found else ""

    @property
    def event(self) -> Any:
        """Its appointment, or None."""
        for part in self.message.walk():
            if part.get_content_type() == "text/calendar":
                calendar = Calendar.from_ical(bytes(part.get_payload(decode=True)))
                event = calendar.walk("VEVENT")[0]
                event["METHOD"] = calendar["METHOD"]
                return event
        return None


def mails_to(address: str, template: str = "") -> list[Received]:
    """The mails posted to an address, oldest first; those that a newer one replaced are left out."""
    rows = OutboxMail.select().where(OutboxMail.recipient == address, OutboxMail.status != "superseded")
    if template:
        rows = rows.where(OutboxMail.template == f"campaigns/{template}")
    return [
        Received(row, email.message_from_bytes(bytes(row.raw), policy=email.policy.default))
        for row in rows.order_by(OutboxMail.id)
    ]


def all_left() -> None:
    """As if the worker had delivered everything."""
    OutboxMail.update(status="sent", sent_at=OutboxMail.created_at).where(OutboxMail.status == "queued").execute()
