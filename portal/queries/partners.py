"""The partners of a campaign: who was asked, what they answered, whom to ask next."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from peewee import ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Agreement, AgreementAcceptance, Campaign, Invitation
from portal.models.history import HistoryLine
from portal.models.nominations import Nomination
from portal.models.organisations import Contact, Organisation
from portal.queries.campaigns import invitations_with_campaign
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.searching import words_to_find


@dataclass(frozen=True)
class PartnerLine:
    """One invitation of a campaign. `accepted_version`: the newest version of the agreements accepted, or None."""

    invitation: Invitation
    accepted_version: int | None
    put_forward: int


def partners_of(campaign: Campaign) -> list[PartnerLine]:
    """Everybody who was asked, by organisation and name. Three queries, whatever the number of rows."""
    query = (
        Invitation.select(Invitation, Organisation)
        .join(Organisation)
        .where(Invitation.campaign == campaign)
        .order_by(fn.LOWER(Organisation.name), fn.LOWER(Invitation.name))
    )
    versions = _versions_accepted(Agreement.campaign == campaign)
    counted = (
        Nomination.select(Nomination.invitation, fn.COUNT(Nomination.id).alias("number"))
        .where(Nomination.campaign == campaign, Nomination.state == "put_forward")
        .group_by(Nomination.invitation)
    )
    numbers = {row.invitation_id: row.number for row in counted}
    lines = []
    for invitation in query:
        invitation.campaign = campaign
        lines.append(PartnerLine(invitation, versions.get(invitation.id), numbers.get(invitation.id, 0)))
    return lines


def version_accepted_by(invitation: Invitation) -> int | None:
    """The newest version of the agreements that this partner accepted."""
    return _versions_accepted(AgreementAcceptance.invitation == invitation).get(invitation.id)


def _versions_accepted(which: object) -> dict[int, int]:
    query = (
        AgreementAcceptance.select(AgreementAcceptance.invitation, fn.MAX(Agreement.number).alias("number"))
        .join(Agreement)
        .where(which)
        .group_by(AgreementAcceptance.invitation)
    )
    return {row.invitation_id: row.number for row in query}


def invitation_of_link(subject: str) -> Invitation | None:
    """The invitation that a link names (`invitation:<public_id>`), with all a page needs; None once revoked."""
    kind, _, public_id = subject.partition(":")
    if kind != "invitation":
        return None
    found: Invitation | None = (
        invitations_with_campaign()
        .where(Invitation.public_id == public_id, Invitation.state != "revoked", Campaign.state != "draft")
        .first()
    )
    return found


@dataclass
class Invitable:
    """An organisation of the directory with its people, each with the state of his or her invitation or None."""

    organisation: Organisation
    contacts: list[tuple[Contact, str | None]] = field(default_factory=list)


def invitable_contacts(campaign: Campaign, *, words: str = "", region: str = "") -> list[Invitable]:
    """The directory's people who could be asked, by organisation; with what became of earlier invitations."""
    query = _directory_people()
    if region:
        query = query.where(Organisation.region == region)
    for word in words_to_find(words.lower()):
        query = query.where(
            fn.LOWER(Organisation.name).contains(word)
            | fn.LOWER(Organisation.town).contains(word)
            | fn.LOWER(Organisation.target_groups).contains(word)
            | fn.LOWER(Contact.name).contains(word)
        )
    asked = {
        row.email: row.state
        for row in Invitation.select(Invitation.email, Invitation.state).where(Invitation.campaign == campaign)
    }
    groups: dict[int, Invitable] = {}
    for contact in query.order_by(fn.LOWER(Organisation.name), fn.LOWER(Contact.name)):
        group = groups.setdefault(contact.organisation_id, Invitable(contact.organisation))
        group.contacts.append((contact, asked.get(contact.email)))
    return list(groups.values())


def contacts_to_invite(public_ids: Iterable[str]) -> list[Contact]:
    """These people of the directory, each with the organisation."""
    return list(_directory_people().where(Contact.public_id.in_(list(public_ids))).order_by(Contact.id))


def _directory_people() -> ModelSelect:
    return (
        Contact.select(Contact, Organisation)
        .join(Organisation)
        .where(Organisation.kind == "mediator", Contact.is_active)
    )


def history_of(invitation: Invitation) -> list[HistoryLine]:
    """What happened with one invitation, oldest first."""
    query = HistoryLine.select().where(HistoryLine.subject == "Invitation", HistoryLine.subject_id == invitation.id)
    return list(query.order_by(HistoryLine.at, HistoryLine.id))


def languages_of_partners(campaign: Campaign) -> list[str]:
    """The languages in which the partners of a campaign read their mail; Dutch for who has no account."""
    query = (
        User.select(User.language)
        .join(Invitation, on=(Invitation.user == User.id))
        .where(Invitation.campaign == campaign, Invitation.state != "revoked")
        .distinct()
    )
    return sorted({"nl"} | {one.language for one in query})


def fellow_mediators_of(user: User) -> list[User]:
    """The other mediators of this organisation with an open account, by name: who can take a campaign over."""
    query = User.select().where(
        User.organisation == user.organisation_id, User.id != user.id, User.active, User.role.in_(MEDIATING_ROLES)
    )
    return list(query.order_by(fn.LOWER(User.name)))
