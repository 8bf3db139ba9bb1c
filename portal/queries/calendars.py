"""What stands in people's calendars: by address, by account, and in which language it was told."""

from datetime import datetime

from peewee import JOIN

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from portal.rules.roles import Role


def entries_of_address(key: str, kind: str, invitation_id: str) -> list[CalendarEntry]:
    """What a partner with this address (in small letters) has of one kind for one invitation."""
    return list(
        CalendarEntry.select().where(
            CalendarEntry.kind == kind,
            CalendarEntry.subject == f"invitation:{invitation_id}",
            CalendarEntry.attendee_key == key,
        )
    )


def language_of_entry(entry: CalendarEntry) -> str:
    """The language in which to tell about an entry: that of the account, else that in which it was told last."""
    if entry.user_id:
        return str(entry.user.language)
    newest = OutboxMail.select(OutboxMail.language).where(OutboxMail.uid == entry.uid).order_by(OutboxMail.id.desc())
    last = newest.first()
    return str(last.language) if last else "nl"


def coming_entries_of(user: User, now: datetime) -> list[CalendarEntry]:
    """What still lies ahead in the calendar of an account, by account or by address, oldest first."""
    whose = (CalendarEntry.user == user) | (CalendarEntry.attendee_key == user.email.strip().lower())
    return list(
        CalendarEntry.select(CalendarEntry, User)
        .join(User, JOIN.LEFT_OUTER, on=(CalendarEntry.user == User.id), attr="user")
        .where(whose, ~CalendarEntry.cancelled, CalendarEntry.starts_at > now)
        .order_by(CalendarEntry.id)
    )


def campaigns_concerning(user: User) -> list[Campaign]:
    """The running campaigns that this account leads, works for as the employer, or coaches a candidate in."""
    coached = Nomination.select(Nomination.campaign).where(
        Nomination.jobcoach == user, Nomination.state == "put_forward"
    )
    concerned = (Campaign.lead == user) | Campaign.id.in_(coached)
    if user.role == Role.EMPLOYER:
        concerned |= Campaign.employer == user.organisation_id
    return list(Campaign.select().where(Campaign.state == "running", concerned).order_by(Campaign.id))


def invitations_taking_part(user: User) -> list[Invitation]:
    """What this account was asked to as a partner in running campaigns, beside what it leads itself."""
    found = list(
        Invitation.select(Invitation, Campaign)
        .join(Campaign)
        .where(
            Invitation.user == user,
            Invitation.state.in_(("invited", "accepted")),
            Campaign.state == "running",
            Campaign.lead != user,
        )
        .order_by(Invitation.id)
    )
    for one in found:
        one.user = user
    return found
