"""Mails about accounts: the way in, a new password, the second factor."""

from datetime import datetime

from portal.models.accounts import AccessLink, User
from portal.models.calendar import CalendarEntry
from portal.models.organisations import Organisation
from portal.outbox.posting import Mail
from portal.outbox.values import Moment, Span
from portal.rules.words import N_

ZONE = "Europe/Brussels"
WHY_OWN_ACCOUNT = N_("Je krijgt deze mail omdat je een account hebt op het selectiedagportaal.")


def account_offered(link: AccessLink, organisation: Organisation, by: User, address: str) -> Mail:
    """Somebody is asked to make an account in an organisation."""
    return Mail(
        template="accounts/account_offered",
        to=link.email,
        name=link.name,
        language=link.language,
        why=N_("Je krijgt deze mail omdat ((inviter)) voor jou een account klaarzette bij ((organisation))."),
        unique_key=f"link:{link.public_id}",
        values={
            "organisation": organisation.name,
            "inviter": by.name,
            "inviter_email": by.email,
            "inviter_phone": by.phone,
            "until": Moment(link.expires_at, ZONE),
            "link": address,
        },
        expires_at=link.expires_at,
    )


def new_password_asked(user: User, address: str, occasion: str, until: datetime) -> Mail:
    """The link by which a person sets another password; it works, and the mail may leave, until `until`."""
    return Mail(
        template="accounts/new_password_asked",
        to=user.email,
        name=user.name,
        language=user.language,
        why=WHY_OWN_ACCOUNT,
        unique_key=f"password:{user.public_id}:{occasion}",
        values={"link": address},
        expires_at=until,
    )


def password_changed(user: User, address: str, occasion: str) -> Mail:
    """The password is another one since now."""
    return Mail(
        template="accounts/password_changed",
        to=user.email,
        name=user.name,
        language=user.language,
        why=WHY_OWN_ACCOUNT,
        unique_key=f"password_changed:{user.public_id}:{occasion}",
        values={"link": address},
    )


def second_factor_lost(administrator: User, user: User, address: str, day: str) -> Mail:
    """An administrator reads that somebody cannot get past the second step; one a day about one person."""
    return Mail(
        template="accounts/second_factor_lost",
        to=administrator.email,
        name=administrator.name,
        language=administrator.language,
        why=N_("Je krijgt deze mail omdat je beheerder bent van het selectiedagportaal."),
        unique_key=f"second_factor:{user.public_id}:{day}",
        values={
            "person": user.name,
            "person_email": user.email,
            "person_phone": user.phone,
            "organisation": user.organisation.name,
            "link": address,
        },
    )


def second_factor_taken_away(user: User, by: User, occasion: str) -> Mail:
    """An administrator took the second factor away, because its owner asked for it."""
    return Mail(
        template="accounts/second_factor_taken_away",
        to=user.email,
        name=user.name,
        language=user.language,
        why=WHY_OWN_ACCOUNT,
        unique_key=f"second_factor_off:{user.public_id}:{occasion}",
        values={"administrator": by.name, "administrator_email": by.email, "administrator_phone": by.phone},
    )


def appointment_withdrawn(user: User, entry: CalendarEntry) -> Mail:
    """An appointment leaves the calendar of somebody whose account was closed; it says when, and names nobody."""
    return Mail(
        template="accounts/appointment_withdrawn",
        to=entry.attendee_email,
        name=entry.attendee_name,
        language=user.language,
        why=N_("Je krijgt deze mail omdat je een account had op het selectiedagportaal."),
        unique_key=f"withdrawn:{entry.public_id}",
        values={"when": Span(entry.starts_at, entry.ends_at, entry.zone)},
    )
