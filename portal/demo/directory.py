"""The first chapter: the portal is opened, people get their accounts, and Lotte fills the network."""

# ruff: noqa: E501 - what people say is not cut in two

import secrets

from flask_security import hash_password

from portal.actions.accounts import change_profile, invite_to_account, make_account
from portal.actions.organisations import add_contact, add_employer, add_organisation, add_site, log_contact
from portal.demo.cast import (
    BAKERY,
    CARE_HOME,
    HOME,
    PARTNERS,
    PASSWORD,
    WAREHOUSE,
    Member,
    Partner,
    everybody,
)
from portal.demo.telling import Chapter, World
from portal.demo.writing import write_texts
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.organisations import Contact, Organisation
from portal.rules.contacts import Channel
from portal.rules.roles import MEDIATING_ROLES, Role

_EMPLOYERS = (
    (BAKERY, "Mechelen", "Oude Baan 14", "2800", "Mechelen"),
    (BAKERY, "Puurs", "Veurtstraat 90", "2870", "Puurs-Sint-Amands"),
    (WAREHOUSE, "Willebroek", "Vaartkaai 3", "2830", "Willebroek"),
    (CARE_HOME, "Vilvoorde", "Lindendreef 21", "1800", "Vilvoorde"),
)

# (working day, hour, partner, by, channel, note)
_LOG = (
    (-61, 10, "De Brugwachter", "lotte", Channel.VISIT, "Kennisgemaakt met Pim en Heleen. Zij willen graag kandidaten uit Lier laten kennismaken met de bakkerij."),
    (-60, 14, "Talentenhuis Zuidrand", "lotte", Channel.PHONE, "Joke volgt een twintigtal jongeren. Ze zoekt plekken waar een diploma niet telt."),
    (-58, 11, "De Tandem Leuven", "lotte", Channel.ONLINE, "Tom legde uit wat zijn kandidaten nodig hebben: duidelijke uren, een rustige plek, alles op papier."),
    (-57, 9, "Mondiaal Talent", "karel", Channel.MEETING, "Ilse regelt tolken via het agentschap; minstens een week op voorhand vragen."),
    (-40, 15, "Werkatelier Kempen", "lotte", Channel.PHONE, "Griet heeft op dit moment niemand die zover kan reizen. Later opnieuw vragen."),
    (-29, 10, "Startblok Zenne", "lotte", Channel.MAIL, "Yasmina bereidt zelf een actie voor met een woonzorgcentrum en vraagt of wij dan partner willen zijn."),
    (-18, 13, "Werkbrug Brabant", "bram", Channel.ONLINE, "Daan vroeg na hoe een proefplaatsing over de grens loopt. UWV beslist in ongeveer twee weken."),
    (-14, 16, "Loopplank Gent", "lotte", Channel.PHONE, "Fien twijfelt: Willebroek is anderhalf uur reizen. Ze bekijkt het met haar ploeg."),
    (-6, 11, "Kansenfabriek Waas", "lotte", Channel.VISIT, "Koffie bij Nele. Ze heeft drie mensen op het oog voor het magazijn, een vierde volgt misschien."),
    (-3, 9, "De Opstap Rupel", "karel", Channel.MAIL, "Wim komt op de selectiedag mee met Gunther; parking op de binnenplaats aangevraagd."),
)  # fmt: skip


def opening(world: World) -> Chapter:
    """Accounts, organisations with their people, and the log of contacts."""
    yield world.days.at(-66, 9)
    world.people["ada"] = ada = open_portal()
    home = ada.organisation
    hashed = ada.password  # they all chose the same password
    for partner in PARTNERS:
        _add_partner(partner, by=ada)
    for name, site, street, postcode, town in _EMPLOYERS:
        add_employer(name, by=ada, site_name=site, street=street, postcode=postcode, town=town)
    yield world.days.at(-65, 9)
    for first_name, member in everybody().items():
        if first_name != "ada":
            world.people[first_name] = _join(member, hashed, by=ada)
    change_profile(ada, name=ada.name, phone=_member("ada").phone, language="nl")
    assert world["karel"].organisation_id == home.id
    yield world.days.at(-63, 14)
    lotte = world["lotte"]
    _add_contacts(HOME, (), by=lotte)
    for partner in PARTNERS:
        _add_contacts(partner.name, partner.contacts, by=lotte)
    yield world.days.at(-62, 10)
    write_texts(world["karel"])


def keeping_in_touch(world: World) -> Chapter:
    """The lines in the log of contacts, over the weeks."""
    for number, hour, name, who, channel, note in _LOG:
        yield world.days.at(number, hour, 20)
        organisation = Organisation.get(Organisation.name == name)
        contact = Contact.select().where(Contact.organisation == organisation).order_by(Contact.id).first()
        log_contact(organisation, by=world[who], channel=channel.value, note=note, contact=contact)


@writes
def open_portal() -> User:
    """The first organisation and the first administrator: there is nobody yet to invite them."""
    ada = _member("ada")
    home = Organisation.create(
        kind="mediator",
        name=HOME,
        town="Mechelen",
        region="Antwerpen",
        target_groups="Iedereen uit de streek van Mechelen voor wie de gewone weg naar werk niet werkt.",
        email="onthaal@werkpuntdijle.example",
        phone="015 00 12 00",
    )
    return User.create(
        email=ada.email,
        password=hash_password(PASSWORD),
        fs_uniquifier=secrets.token_hex(32),
        name=ada.name,
        organisation=home,
        role=Role.ADMINISTRATOR.value,
    )


def _member(first_name: str) -> Member:
    return everybody()[first_name]


@writes
def _join(member: Member, hashed: str, *, by: User) -> User:
    """Ada invites, and the person makes the account with the link in the mail."""
    organisation = Organisation.get(Organisation.name == member.organisation)
    link = invite_to_account(organisation, member.email, member.name, member.role, by=by)
    user = make_account(link, organisation, name=member.name, password_hash=hashed, language="nl")
    change_profile(user, name=member.name, phone=member.phone, language="nl")
    return user


@writes
def _add_partner(partner: Partner, *, by: User) -> None:
    organisation = add_organisation(
        "mediator",
        partner.name,
        by=by,
        town=partner.town,
        region=partner.region,
        target_groups=partner.target_groups,
    )
    add_site(organisation, partner.town, by=by, country=partner.country, town=partner.town)


@writes
def _add_contacts(organisation_name: str, others: tuple[tuple[str, str, str, str], ...], *, by: User) -> None:
    """Who works there: the mediators with an account and those whom Lotte knows."""
    organisation = Organisation.get(Organisation.name == organisation_name)
    known = [
        (one.name, one.email, one.phone, one.job_title)
        for one in everybody().values()
        if one.organisation == organisation_name and one.role in MEDIATING_ROLES
    ]
    for name, email, phone, job_title in (*known, *others):
        add_contact(organisation, by=by, name=name, email=email, phone=phone, job_title=job_title)
