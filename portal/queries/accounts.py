"""Accounts as an administrator may see them, and who is signed in where."""

from datetime import datetime, timedelta

from peewee import ModelSelect, fn

from portal.models.accounts import AccessLink, SignIn, User
from portal.models.campaigns import Invitation
from portal.models.organisations import Organisation, Site
from portal.models.prepared import Prepared
from portal.queries.links import hash_of
from portal.rules.links import Purpose
from portal.rules.roles import Role
from portal.rules.searching import words_to_find


def sign_in_of(token: str, now: datetime, idle: timedelta, longest: timedelta) -> SignIn | None:
    """The open sign-in with this token, with its account and organisation in one query.

    None when it has ended or lay idle.
    """
    found: SignIn | None = _OPEN_SIGN_IN.first(hash_of(token), now - idle, now - longest)
    return found


def _open_sign_in(token_hash: str, seen_since: datetime, started_since: datetime) -> ModelSelect:
    return (
        SignIn.select(SignIn, User, Organisation)
        .join(User)
        .join(Organisation)
        .where(
            SignIn.token_hash == token_hash,
            SignIn.ended_at.is_null(),
            SignIn.seen_at > seen_since,
            SignIn.started_at > started_since,
            User.active,
        )
    )


_OPEN_SIGN_IN = Prepared(_open_sign_in)  # asked at every request


def open_sign_ins(user: User, now: datetime, idle: timedelta) -> list[SignIn]:
    """Where this person is signed in now, the latest first."""
    query = SignIn.select().where(SignIn.user == user, SignIn.ended_at.is_null(), SignIn.seen_at > now - idle)
    return list(query.order_by(SignIn.seen_at.desc()))


def accounts_listed(words: str = "", role: str = "", organisation_id: str = "", active: str = "") -> ModelSelect:
    """Accounts with their organisation, by name; `words` are looked for in name, address and organisation."""
    query = User.select(User, Organisation).join(Organisation).order_by(User.name, User.id)
    for word in words_to_find(words):
        query = query.where(User.name.contains(word) | User.email.contains(word) | Organisation.name.contains(word))
    if role:
        query = query.where(User.role == role)
    if organisation_id:
        query = query.where(Organisation.public_id == organisation_id)
    if active:
        query = query.where(User.active == (active == "yes"))
    return query


def administered_account(user: User, account_id: str) -> User | None:
    """An account, for an administrator."""
    if user.role != Role.ADMINISTRATOR:
        return None
    found: User | None = User.select(User, Organisation).join(Organisation).where(User.public_id == account_id).first()
    return found


def organisations_listed(words: str = "", kind: str = "") -> ModelSelect:
    """Organisations by name, each with `accounts`: how many open accounts it has."""
    counted = User.select(fn.COUNT(User.id)).where(User.organisation == Organisation.id, User.active)
    query = Organisation.select(Organisation, counted.alias("accounts")).order_by(Organisation.name, Organisation.id)
    for word in words_to_find(words):
        query = query.where(Organisation.name.contains(word) | Organisation.town.contains(word))
    return query.where(Organisation.kind == kind) if kind else query


def organisations_by_name() -> list[Organisation]:
    """Every organisation, to choose from."""
    return list(Organisation.select().order_by(Organisation.name))


def organisation_named(public_id: str) -> Organisation | None:
    """The organisation with this public id."""
    found: Organisation | None = Organisation.get_or_none(Organisation.public_id == public_id)
    return found


def administered_invitation(user: User, link_id: str) -> AccessLink | None:
    """An invitation to make an account that is still open, for an administrator."""
    if user.role != Role.ADMINISTRATOR:
        return None
    found: AccessLink | None = AccessLink.get_or_none(
        AccessLink.public_id == link_id, AccessLink.purpose == Purpose.MAKE_ACCOUNT
    )
    return found


def administered_site(user: User, site_id: str) -> Site | None:
    """A site with its organisation, for an administrator."""
    if user.role != Role.ADMINISTRATOR:
        return None
    found: Site | None = Site.select(Site, Organisation).join(Organisation).where(Site.public_id == site_id).first()
    return found


def account_with_address(email: str) -> User | None:
    """The account with this address, however it is written."""
    found: User | None = User.select().where(fn.LOWER(User.email) == email.strip().lower()).first()
    return found


def joined_by_link(subject: str) -> Organisation | None:
    """The organisation that a MAKE_ACCOUNT link lets somebody join.

    `invitation:<id>` or `organisation:<id>`.
    """
    kind, _, public_id = subject.partition(":")
    if kind == "organisation":
        found: Organisation | None = Organisation.get_or_none(Organisation.public_id == public_id)
        return found
    if kind == "invitation":
        return (
            Organisation.select()
            .join(Invitation)
            .where(Invitation.public_id == public_id, Invitation.state != "revoked")
            .first()
        )
    return None


def waiting_account_invitations(now: datetime) -> list[AccessLink]:
    """Invitations to make an account that are out and not used, the newest first."""
    query = AccessLink.select().where(
        AccessLink.purpose == Purpose.MAKE_ACCOUNT,
        AccessLink.subject.startswith("organisation:"),
        AccessLink.used_at.is_null(),
        AccessLink.revoked_at.is_null(),
        AccessLink.expires_at > now,
    )
    return list(query.order_by(AccessLink.id.desc()))


def accounts_with_addresses(addresses: list[str]) -> list[User]:
    """The open accounts with these addresses, with their organisations."""
    query = User.select(User, Organisation).join(Organisation).where(User.email.in_(addresses), User.active)
    return list(query)
