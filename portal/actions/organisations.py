"""The directory: organisations, their sites and contacts, and the own log of contacts (req 001-05, 001-06)."""

from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from peewee import fn

from portal import clock
from portal.actions.once import made_before, named
from portal.calendar.zones import UnsupportedZone, timezone_of
from portal.models.accounts import ContactMoment, User
from portal.models.database import writes
from portal.models.organisations import Contact, Organisation, Site
from portal.rules.refusals import Refused
from portal.rules.words import N_
from portal.rules.zones import BY_COUNTRY


@writes
def add_organisation(kind: str, name: str, *, by: User, public_id: str | None = None, **details: Any) -> Organisation:
    """Add a mediator organisation or an employer (`kind`: `mediator`, `employer`).

    Adding the same again (same `public_id`) returns what is there. Raises Refused when the name is taken.
    """
    there = made_before(Organisation, public_id, kind=kind)
    if there is not None:
        return there
    _check_name(name)
    return Organisation.create(kind=kind, name=name.strip(), **details, **named(public_id))


@writes
def change_organisation(organisation: Organisation, seen: int, *, by: User, name: str, **details: Any) -> None:
    """Change the data of an organisation. Raises Refused for a name that is taken, ChangedMeanwhile."""
    if name.strip().lower() != organisation.name.lower():
        _check_name(name)
    organisation.change_seen(seen, name=name.strip(), **details)


@writes
def add_employer(name: str, *, by: User, site_name: str = "", country: str = "BE", **address: str) -> Site:
    """Add an employer with its first site; `address`: street, postcode, town.

    An employer with this name that is there already is used, and its site in the same town and street too.
    Raises Refused when the name belongs to a mediator organisation.
    """
    employer = find_organisation(name)
    if employer is None:
        employer = add_organisation("employer", name, by=by, town=address.get("town", ""))
    elif employer.kind != "employer":
        raise Refused(N_("“%(name)s” staat al in het netwerk als bemiddelaar, niet als werkgever."), name=employer.name)
    for site in Site.select().where(Site.organisation == employer):
        same_place = all(getattr(site, part).lower() == text.strip().lower() for part, text in address.items())
        if same_place and site.country == country:
            return site
    return add_site(employer, site_name or address.get("town", "") or name, by=by, country=country, **address)


@writes
def add_site(
    organisation: Organisation,
    name: str,
    *,
    by: User,
    country: str = "BE",
    zone: str = "",
    public_id: str | None = None,
    **address: str,
) -> Site:
    """Add a place of work or an office; without a time zone of its own it has that of its country (`BE`, `NL`).

    Raises Refused for a zone that no calendar can be given.
    """
    there = made_before(Site, public_id, organisation_id=organisation.id)
    if there is not None:
        return there
    return Site.create(
        organisation=organisation,
        name=name.strip(),
        country=country,
        zone=check_zone(zone or BY_COUNTRY[country]),
        **{part: text.strip() for part, text in address.items()},
        **named(public_id),
    )


@writes
def add_contact(
    organisation: Organisation,
    *,
    by: User,
    name: str,
    email: str,
    phone: str = "",
    job_title: str = "",
    public_id: str | None = None,
) -> Contact:
    """Add a person to the directory. Raises Refused when the address belongs to somebody of another organisation.

    Adding the same address to the same organisation again returns the person who is there.
    """
    there = made_before(Contact, public_id, organisation_id=organisation.id)
    if there is not None:
        return there
    email = email.strip().lower()
    known = Contact.select(Contact, Organisation).join(Organisation).where(Contact.email == email).first()
    if known is not None:
        if known.organisation_id != organisation.id:
            raise Refused(
                N_("%(email)s staat al in het netwerk, bij %(name)s."),
                email=email,
                name=known.organisation.name,
            )
        return known
    return Contact.create(
        organisation=organisation,
        name=name.strip(),
        email=email,
        phone=phone,
        job_title=job_title,
        **named(public_id),
    )


@writes
def change_contact(contact: Contact, *, by: User, name: str, email: str, **details: Any) -> None:
    """Change the data of a contact. Raises Refused when the address belongs to somebody else."""
    email = email.strip().lower()
    if Contact.select().where(Contact.email == email, Contact.id != contact.id).exists():
        raise Refused(N_("%(email)s staat al in het netwerk, bij iemand anders."), email=email)
    contact.change(name=name.strip(), email=email, **details)


@writes
def log_contact(
    organisation: Organisation,
    *,
    by: User,
    channel: str,
    note: str,
    contact: Contact | None = None,
    public_id: str | None = None,
) -> ContactMoment:
    """Write a line in the own organisation's log of contacts; the same `public_id` again is the same line."""
    there = made_before(ContactMoment, public_id, by_id=by.id)
    if there is not None:
        return there
    return ContactMoment.create(
        keeper=by.organisation_id,
        organisation=organisation,
        contact=contact,
        by=by,
        at=clock.now(),
        channel=channel,
        note=note.strip(),
        **named(public_id),
    )


def check_zone(zone: str) -> str:
    """The zone. Raises Refused when there is none of this name, or its clocks follow no yearly rule."""
    try:
        timezone_of(zone, clock.now().year)
    except (UnsupportedZone, ZoneInfoNotFoundError, ValueError):
        raise Refused(
            N_("De tijdzone “%(zone)s” kan niet in een agenda staan. Kies een andere uit de lijst."), zone=zone
        ) from None
    return zone


def find_organisation(name: str) -> Organisation | None:
    """The organisation with this name, capitals aside."""
    wanted = name.strip().lower()
    found: Organisation | None = Organisation.get_or_none(fn.LOWER(Organisation.name) == wanted)
    return found


def _check_name(name: str) -> None:
    if find_organisation(name) is not None:
        raise Refused(N_("“%(name)s” staat al in het netwerk. Zoek de organisatie op en vul ze daar aan."), name=name)
