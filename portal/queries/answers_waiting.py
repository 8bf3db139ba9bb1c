"""What waits for somebody: answers to give, to ask for again, and to settle (req Y-1)."""

from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from portal.models.accounts import User
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.inbox import InboxMail
from portal.models.internships import Internship
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from portal.queries.appointment_subjects import subjects_of_campaigns, subjects_of_internships
from portal.rules.answers import ASK_AGAIN_AFTER, Answer, Standing
from portal.rules.candidates import is_key_of
from portal.rules.inbox import IncomingStanding
from portal.rules.roles import Role


def planned_by(user: User) -> Any:
    """The condition that this person plans an appointment: as lead of a running campaign, or as jobcoach."""
    return subjects_of_campaigns((Campaign.lead == user.id) & (Campaign.state == "running")) | subjects_of_internships(
        Internship.jobcoach == user.id
    )


def waiting_for(user: User, now: datetime) -> list[CalendarAnswer]:
    """Wishes, and answers that are not surely from the person asked, about what this person plans; one query."""
    is_open = (CalendarAnswer.standing == Standing.WISH) & (CalendarAnswer.sequence >= CalendarEntry.sequence)
    query = (
        CalendarAnswer.select(CalendarAnswer, CalendarEntry)
        .join(CalendarEntry)
        .where(
            is_open | (CalendarAnswer.standing == Standing.UNVERIFIED),
            ~CalendarEntry.cancelled,
            CalendarEntry.ends_at > now,
            planned_by(user),
        )
        .order_by(CalendarEntry.starts_at, CalendarAnswer.id)
    )
    return list(query)


def answer_for(user: User, answer_id: str) -> CalendarAnswer | None:
    """An answer about something that this person plans, with its appointment."""
    query = (
        CalendarAnswer.select(CalendarAnswer, CalendarEntry)
        .join(CalendarEntry)
        .where(CalendarAnswer.public_id == answer_id, planned_by(user))
    )
    found: CalendarAnswer | None = query.first()
    return found


def unanswered(now: datetime) -> list[CalendarEntry]:
    """Appointments to come that nobody answered, last told at least a day ago; not those of partners; one query.

    Who asked for another moment has said something.
    """
    a_day_ago = now - ASK_AGAIN_AFTER
    wishes = CalendarAnswer.select(CalendarAnswer.id).where(
        CalendarAnswer.entry == CalendarEntry.id,
        CalendarAnswer.standing == Standing.WISH,
        CalendarAnswer.sequence >= CalendarEntry.sequence,
    )
    query = CalendarEntry.select().where(
        CalendarEntry.asks_answer,
        CalendarEntry.attendee_key != "",  # nobody to mail: the jobcoach calls
        ~CalendarEntry.cancelled,
        CalendarEntry.answer == "",
        CalendarEntry.starts_at > now,
        CalendarEntry.stamped_at <= a_day_ago,
        CalendarEntry.reminded_at.is_null() | (CalendarEntry.reminded_at <= a_day_ago),
        ~CalendarEntry.subject.startswith("invitation:"),
        ~fn.EXISTS(wishes),
    )
    return list(query.order_by(CalendarEntry.id))


def declined_for(user: User, now: datetime) -> list[CalendarEntry]:
    """Appointments to come that somebody said no to, of what this person plans; partners' info sessions are no task."""
    query = CalendarEntry.select().where(
        CalendarEntry.answer == Answer.DECLINED,
        ~CalendarEntry.cancelled,
        CalendarEntry.starts_at > now,
        ~CalendarEntry.subject.startswith("invitation:"),
        planned_by(user),
    )
    return list(query.order_by(CalendarEntry.starts_at, CalendarEntry.id))


def candidates_who_declined(user: User, now: datetime) -> list[tuple[CalendarEntry, Nomination]]:
    """Own candidates of this jobcoach who said no to the selection day themselves; two queries."""
    own = {
        f"nomination:{one.public_id}": one
        for one in Nomination.select(Nomination, Candidate, Campaign)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .where(Nomination.jobcoach == user, Nomination.state == "put_forward", Campaign.state == "running")
    }
    entries = CalendarEntry.select().where(
        CalendarEntry.kind == "selection_day",
        CalendarEntry.answer == Answer.DECLINED,
        ~CalendarEntry.cancelled,
        CalendarEntry.starts_at > now,
        CalendarEntry.user.is_null(),
        CalendarEntry.subject.in_(list(own)),
    )
    found = [(entry, own[entry.subject]) for entry in entries.order_by(CalendarEntry.starts_at, CalendarEntry.id)]
    return [(entry, one) for entry, one in found if is_key_of(entry.attendee_key, one.candidate.email)]


def to_answer(user: User, now: datetime) -> list[CalendarEntry]:
    """What this person still has to answer; the info session of a partner is asked with the invitation; one query."""
    own = (CalendarEntry.user == user) | (CalendarEntry.attendee_key == user.email.strip().lower())
    query = CalendarEntry.select().where(
        own,
        CalendarEntry.asks_answer,
        CalendarEntry.answer == "",
        ~CalendarEntry.cancelled,
        CalendarEntry.starts_at > now,
        ~CalendarEntry.subject.startswith("invitation:"),
    )
    return list(query.order_by(CalendarEntry.starts_at, CalendarEntry.id))


def mails_waiting_for(user: User) -> list[InboxMail]:
    """Mails that nobody could read: about what this person plans, the rest for the administrators; one query."""
    query = (
        InboxMail.select(InboxMail, CalendarEntry, OutboxMail)
        .join(CalendarEntry, JOIN.LEFT_OUTER)
        .switch(InboxMail)
        .join(OutboxMail, JOIN.LEFT_OUTER, on=(InboxMail.mail == OutboxMail.id))
        .where(InboxMail.standing == IncomingStanding.WAITS, _is_for(user))
    )
    return list(query.order_by(InboxMail.created_at, InboxMail.id))


def mail_for(user: User, mail_id: str) -> InboxMail | None:
    """One of those mails."""
    return next((mail for mail in mails_waiting_for(user) if mail.public_id == mail_id), None)


def _is_for(user: User) -> Any:
    campaigns = Campaign.select(Campaign.id).where(Campaign.lead == user.id)
    about_appointment = InboxMail.entry.is_null(False) & planned_by(user)
    about_mail = InboxMail.entry.is_null() & OutboxMail.campaign.in_(campaigns)
    if user.role == Role.ADMINISTRATOR:
        return InboxMail.entry.is_null() & OutboxMail.campaign.is_null()
    return about_appointment | about_mail
