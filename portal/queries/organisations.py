"""The directory as mediators see it (req 001-05), and the own log of contacts (req 001-06)."""

from dataclasses import dataclass
from datetime import datetime

from peewee import ModelSelect, fn

from portal.models.accounts import ContactMoment, User
from portal.models.campaigns import Campaign, Invitation
from portal.models.organisations import Contact, Organisation, Site
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.searching import words_to_find


@dataclass(frozen=True)
class DirectoryLine:
    """One organisation of the directory. `last_contact_at`: the newest line of the reader's own log."""

    organisation: Organisation
    contacts: int
    sites: int
    last_contact_at: datetime | None


def directory(
    user: User,
    *,
    kind: str = "mediator",
    words: str = "",
    region: str = "",
    order: str = "name",
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[DirectoryLine], int]:
    """A page of the directory, and how many there are in all. Two queries, whatever the number of rows.

    By name, or (`order` "contact") who was never contacted first, then who was longest ago (req X-11).
    """
    found = _matching(kind, words, region)
    contacts = Contact.select(fn.COUNT(Contact.id)).where(Contact.organisation == Organisation.id, Contact.is_active)
    sites = Site.select(fn.COUNT(Site.id)).where(Site.organisation == Organisation.id)
    own = (ContactMoment.organisation == Organisation.id) & (ContactMoment.keeper == user.organisation_id)
    last = ContactMoment.select(fn.MAX(ContactMoment.at)).where(own)
    was_contacted = fn.EXISTS(ContactMoment.select(ContactMoment.id).where(own))
    rows = (
        found.select_extend(
            contacts.alias("contact_count"),
            sites.alias("site_count"),
            last.alias("last_contact_at"),
        )
        .order_by(*((was_contacted, last) if order == "contact" else ()), fn.LOWER(Organisation.name))
        .limit(limit)
        .offset(offset)
    )
    lines = [
        DirectoryLine(row, row.contact_count, row.site_count, ContactMoment.at.python_value(row.last_contact_at))
        for row in rows
    ]
    return lines, found.count()


def _matching(kind: str, words: str, region: str) -> ModelSelect:
    query = Organisation.select(Organisation).where(Organisation.kind == kind)
    for word in words_to_find(words.lower()):
        people = Contact.select(Contact.organisation).where(fn.LOWER(Contact.name).contains(word))
        query = query.where(
            fn.LOWER(Organisation.name).contains(word)
            | fn.LOWER(Organisation.town).contains(word)
            | fn.LOWER(Organisation.region).contains(word)
            | fn.LOWER(Organisation.target_groups).contains(word)
            | Organisation.id.in_(people)
        )
    if region:
        query = query.where(Organisation.region == region)
    return query


def regions(kind: str = "mediator") -> list[str]:
    """The regions that occur, in alphabetical order."""
    query = Organisation.select(Organisation.region).where(Organisation.kind == kind, Organisation.region != "")
    return [row.region for row in query.distinct().order_by(Organisation.region)]


def visible_organisation(user: User, organisation_id: str) -> Organisation | None:
    """An organisation of the directory; only mediators and administrators look into it."""
    if user.role not in (*MEDIATING_ROLES, Role.ADMINISTRATOR):
        return None
    found: Organisation | None = Organisation.get_or_none(Organisation.public_id == organisation_id)
    return found


def visible_contact(user: User, organisation_id: str, contact_id: str) -> Contact | None:
    """A contact of an organisation of the directory, with its organisation."""
    organisation = visible_organisation(user, organisation_id)
    if organisation is None:
        return None
    found: Contact | None = Contact.get_or_none(Contact.public_id == contact_id, Contact.organisation == organisation)
    if found is not None:
        found.organisation = organisation
    return found


def contacts_of(organisation: Organisation) -> list[Contact]:
    """The people of an organisation who can be asked along, by name."""
    query = Contact.select().where(Contact.organisation == organisation, Contact.is_active)
    return list(query.order_by(fn.LOWER(Contact.name)))


def sites_of(organisation: Organisation) -> list[Site]:
    """The places of an organisation, by name."""
    return list(Site.select().where(Site.organisation == organisation).order_by(fn.LOWER(Site.name)))


def employer_sites() -> list[Site]:
    """Every site of every employer with its organisation, by name: to open a campaign there."""
    query = Site.select(Site, Organisation).join(Organisation).where(Organisation.kind == "employer")
    return list(query.order_by(fn.LOWER(Organisation.name), fn.LOWER(Site.name)))


def contact_moments_of(user: User, organisation: Organisation) -> list[ContactMoment]:
    """What the reader's own organisation wrote down about contacts with this one, the newest first."""
    query = (
        ContactMoment.select(ContactMoment, User, Contact)
        .join(User)
        .switch(ContactMoment)
        .left_outer_join(Contact)
        .where(ContactMoment.organisation == organisation, ContactMoment.keeper == user.organisation_id)
    )
    return list(query.order_by(ContactMoment.at.desc(), ContactMoment.id.desc()))


def participations_of(organisation: Organisation, visible: ModelSelect) -> list[Invitation]:
    """The invitations of an organisation in the campaigns of `visible`, the newest first, each with its campaign."""
    query = (
        Invitation.select(Invitation, Campaign)
        .join(Campaign)
        .where(Invitation.organisation == organisation, Campaign.id.in_(visible.select(Campaign.id)))
    )
    return list(query.order_by(Invitation.created_at.desc()))
