"""Accounts: inviting, making and changing them, and where people are signed in."""

import secrets
from datetime import timedelta

from peewee import fn

from portal import clock
from portal.actions.calendars_of_accounts import enter_calendars, leave_calendars
from portal.actions.feeds import revoke_feeds
from portal.actions.links import give_link, use_link
from portal.actions.once import made_before
from portal.models.accounts import AccessLink, SignIn, User
from portal.models.campaigns import Invitation
from portal.models.database import new_public_id, writes
from portal.models.organisations import Organisation
from portal.outbox.addresses import address
from portal.outbox.mails import accounts as mails
from portal.outbox.posting import post
from portal.queries.accounts import account_with_address
from portal.queries.links import hash_of
from portal.rules.links import Purpose
from portal.rules.refusals import Refused
from portal.rules.roles import Role, roles_for
from portal.rules.words import N_

KEEP_ENDED_SIGN_INS = timedelta(days=30)


@writes
def choose_language(user: User, language: str) -> None:
    """The language of the pages and mails of a person; choosing the same again changes nothing."""
    if user.language != language:
        user.change(language=language)


@writes
def change_profile(user: User, *, name: str, phone: str, language: str) -> None:
    """What a person says about herself; the same again changes nothing."""
    user.change(name=name, phone=phone, language=language)


@writes
def ask_administrator(organisation_name: str, email: str, name: str) -> str:
    """The way in for an administrator whom nobody can invite: asked from the machine's own terminal.

    Makes the organisation when there is none with this name, and returns the token of a link to make the account;
    asking again gives another link. Raises Refused when the address has an account already.
    """
    email = email.strip().lower()
    if account_with_address(email) is not None:
        raise Refused(N_("%(email)s heeft al een account."), email=email)
    wanted = organisation_name.strip()
    organisation = Organisation.get_or_none(fn.LOWER(Organisation.name) == wanted.lower())
    if organisation is None:
        organisation = Organisation.create(kind="mediator", name=wanted)
    subject = f"organisation:{organisation.public_id}"
    return give_link(Purpose.MAKE_ACCOUNT, subject, email=email, name=name.strip(), role=Role.ADMINISTRATOR.value)


@writes
def invite_to_account(
    organisation: Organisation,
    email: str,
    name: str,
    role: str,
    *,
    by: User,
    language: str = "nl",
    public_id: str | None = None,
) -> AccessLink:
    """Ask somebody to make an account in an organisation; the link goes by mail.

    Inviting the same address again sends a fresh link and closes the one before; the same `public_id` again (a double
    click) sends nothing. Raises Refused when the address already has an account, or the role does not fit the kind of
    organisation.
    """
    email = email.strip().lower()
    there = made_before(AccessLink, public_id, email=email, made_by_id=by.id)
    if there is not None:
        return there
    if role not in roles_for(organisation.kind):
        raise Refused(N_("Die rol past niet bij dit soort organisatie."))
    if account_with_address(email) is not None:
        raise Refused(N_("%(email)s heeft al een account."), email=email)
    subject = f"organisation:{organisation.public_id}"
    (
        AccessLink.update(revoked_at=clock.now())
        .where(
            AccessLink.purpose == Purpose.MAKE_ACCOUNT,
            AccessLink.subject == subject,
            AccessLink.email == email,
            AccessLink.used_at.is_null(),
            AccessLink.revoked_at.is_null(),
        )
        .execute()
    )
    token = give_link(
        Purpose.MAKE_ACCOUNT,
        subject,
        email=email,
        name=name,
        language=language,
        role=str(role),
        by=by,
        public_id=public_id,
    )
    link = AccessLink.get(AccessLink.token_hash == hash_of(token))
    post(mails.account_offered(link, organisation, by, address(f"/join/{token}")))
    return link


@writes
def withdraw_account_invitation(link: AccessLink, *, by: User) -> None:
    """Close a link to make an account; closing it twice changes nothing."""
    if link.used_at is None and link.revoked_at is None:
        link.change(revoked_at=clock.now())


@writes
def make_account(link: AccessLink, organisation: Organisation, *, name: str, password_hash: str, language: str) -> User:
    """Make the account that a link offers, and use the link up.

    Campaign invitations to the same address become this person's.
    Raises Refused when the link was used a moment ago, or the address has an account already.
    """
    email = link.email.strip().lower()
    if account_with_address(email) is not None:
        raise Refused(N_("%(email)s heeft al een account. Meld je gewoon aan."), email=email)
    if not use_link(link):
        raise Refused(N_("Deze link is net gebruikt. Meld je aan met het wachtwoord dat je koos."))
    user = User.create(
        public_id=new_public_id(),
        email=email,
        password=password_hash,
        fs_uniquifier=secrets.token_hex(32),
        name=name,
        language=language,
        organisation=organisation,
        role=link.role or str(roles_for(organisation.kind)[0]),
    )
    adopt_invitations(user)
    enter_calendars(user)
    return user


@writes
def adopt_invitations(user: User) -> int:
    """Tie the campaign invitations to this person's address, in the own organisation, to the account.

    How many there were.
    """
    return (
        Invitation.update(user=user)
        .where(
            Invitation.user.is_null(),
            Invitation.organisation == user.organisation_id,
            fn.LOWER(Invitation.email) == user.email,
        )
        .execute()
    )


@writes
def change_role(user: User, role: str, *, by: User) -> None:
    """Give an account another role; it is signed out everywhere. The same role again changes nothing.

    Raises Refused for one's own account and for a role that does not fit the organisation.
    """
    if user == by:
        raise Refused(N_("Je kunt je eigen rol niet wijzigen. Vraag het aan een andere beheerder."))
    if role not in roles_for(user.organisation.kind):
        raise Refused(N_("Die rol past niet bij dit soort organisatie."))
    if user.role != role:
        user.change(role=str(role))
        sign_out_everywhere(user)


@writes
def deactivate(user: User, *, by: User) -> None:
    """Close an account.

    Nobody can sign in with it any more, and every session ends; what lies ahead leaves its owner's calendar.
    Nothing is erased; twice is once.
    """
    if user == by:
        raise Refused(N_("Je kunt je eigen account niet afsluiten. Vraag het aan een andere beheerder."))
    if user.active:
        user.change(active=False)
        sign_out_everywhere(user)
        leave_calendars(user)
        revoke_feeds(user, by=by)


@writes
def reactivate(user: User, *, by: User) -> None:
    """Open a closed account again; the password is what it was, and the calendar gets back what still stands."""
    if not user.active:
        user.change(active=True)
        enter_calendars(user)


@writes
def take_away_second_factor(user: User, *, by: User) -> None:
    """For who lost the phone and the recovery codes.

    The password alone opens the account again, and its owner is told.
    """
    if user == by:
        raise Refused(N_("Je zet je eigen tweede stap af op je profiel."))
    if user.tf_primary_method is None:
        return
    user.change(tf_primary_method=None, tf_totp_secret=None, mf_recovery_codes=None, totp_counter=None)
    sign_out_everywhere(user)
    post(mails.second_factor_taken_away(user, by, secrets.token_hex(8)))


@writes
def begin_sign_in(user: User, browser: str) -> str:
    """Note that somebody signed in, and return the token that her browser keeps.

    Long-ended ones of this person are cleared away.
    """
    now = clock.now()
    SignIn.delete().where(SignIn.user == user, SignIn.seen_at < now - KEEP_ENDED_SIGN_INS).execute()
    token = secrets.token_urlsafe(32)
    SignIn.create(token_hash=hash_of(token), user=user, browser=browser[:200])
    return token


@writes
def end_sign_in(token: str) -> None:
    """Sign one browser out; the cookie it had opens nothing any more. Twice is once."""
    SignIn.update(ended_at=clock.now()).where(SignIn.token_hash == hash_of(token), SignIn.ended_at.is_null()).execute()


@writes
def use_code(user: User, counter: int) -> bool:
    """Note the code of the authenticator app that was used.

    True once, false for who comes second with the same one.
    """
    unused = User.totp_counter.is_null() | (User.totp_counter < counter)
    done = User.update(totp_counter=counter).where(User.id == user.id, unused).execute() == 1
    if done:
        user.totp_counter = counter
        user._dirty.discard("totp_counter")
    return done


@writes
def note_seen(sign_in: SignIn) -> None:
    """Somebody is still at work in this browser."""
    sign_in.change(seen_at=clock.now())


@writes
def sign_out_everywhere(user: User) -> int:
    """End every session of a person, and make old cookies and reset links worthless; how many were open."""
    user.change(fs_uniquifier=secrets.token_hex(32))
    return end_sign_ins(user)


@writes
def end_sign_ins(user: User) -> int:
    """Close every open sign-in of a person; how many there were."""
    return SignIn.update(ended_at=clock.now()).where(SignIn.user == user, SignIn.ended_at.is_null()).execute()


@writes
def mail_new_password_link(user: User, token: str, lives: timedelta) -> None:
    """Send the link by which a person who forgot the password sets another; `lives`: how long it works."""
    post(mails.new_password_asked(user, address(f"/reset/{token}"), secrets.token_hex(8), clock.now() + lives))


@writes
def mail_password_changed(user: User) -> None:
    """Tell the owner of an account that its password changed, so that a stranger's change does not stay
    unseen.
    """
    post(mails.password_changed(user, address("/reset"), secrets.token_hex(8)))


@writes
def mail_second_factor_lost(user: User) -> int:
    """Tell the administrators that somebody cannot get past the second step.

    Once a day, however often she asks.
    """
    day = f"{clock.today():%Y-%m-%d}"
    administrators = list(User.select().where(User.role == Role.ADMINISTRATOR, User.active))
    for administrator in administrators:
        post(mails.second_factor_lost(administrator, user, address(f"/administration/accounts/{user.public_id}"), day))
    return len(administrators)
