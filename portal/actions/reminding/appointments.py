"""Asking again who has not said whether he or she comes: by the clock, and by hand (req Y-1)."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from portal import clock
from portal.actions.partners.inviting import remind_partner
from portal.actions.telling import with_answer_link
from portal.calendar.entries import current
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.database import writes
from portal.models.internships import Internship
from portal.outbox.batches import leave_out
from portal.outbox.mails import appointments as mails
from portal.outbox.posting import post
from portal.queries.answer_lists import Line, Summary, answers_in_campaign, answers_of_internship
from portal.queries.answers import contact_of, language_of, whereabouts
from portal.queries.answers_waiting import unanswered
from portal.rules.answers import is_due, is_hour_to_ask, why_not_asked
from portal.rules.campaigns import check_running
from portal.rules.words import N_


@writes
def remind_of_unanswered(now: datetime) -> int:
    """Ask again, by day, who has not answered; how many mails. Twice at most for an appointment as it stands.

    Partners are reminded of the info session with the invitation (`remind_of_info_sessions`), and a mail of the day
    before carries the selection day: neither is asked twice here.
    """
    count = 0
    for entry in unanswered(now):
        day_before = not entry.subject.startswith("nomination:")
        due = is_due(entry.stamped_at, entry.reminded_at, entry.starts_at, now, day_before=day_before)
        if due and is_hour_to_ask(now, entry.zone):
            count += _ask_again(entry, entry.reminded_at or entry.stamped_at, now)
    return count


@writes
def remind_campaign(campaign: Campaign, group: str, *, by: User) -> int:
    """Ask again, by hand, who has not answered one kind of appointment of a campaign; how many were reminded.

    Says who is left out and why. Raises Refused when the campaign does not run.
    """
    check_running(Campaign.get_by_id(campaign.id))
    return _remind(answers_in_campaign(campaign).get(group, Summary()).lines, by)


@writes
def remind_internship(internship: Internship, *, by: User) -> int:
    """The same for everything around one internship."""
    return _remind(answers_of_internship(internship).lines, by)


def _remind(lines: Iterable[Line], by: User) -> int:
    now, count = clock.now(), 0
    for line in lines:
        reason = why_not_asked(line.answer, line.told_at, line.entry.starts_at, now)
        if not reason and not line.entry.attendee_key:
            reason = N_("Heeft geen e-mailadres: de jobcoach vraagt het.")
        if reason:
            if not line.entry.answer:
                leave_out(line.who, reason)
        else:
            count += _ask_by_hand(line, now, by)
    return count


def _ask_by_hand(line: Line, now: datetime, by: User) -> int:
    """A partner gets the reminder of the whole invitation, as on the page of partners."""
    kind = line.entry.subject.partition(":")[0]
    if kind != "invitation":
        return _ask_again(line.entry, line.told_at, now)
    where = whereabouts(line.entry)
    if where is not None and isinstance(where.thing, Invitation):
        remind_partner(where.thing, by=by)
    return 1


def _ask_again(entry: CalendarEntry, told_at: datetime, now: datetime) -> int:
    """Once more the question, with the appointment as it stands, byte for byte."""
    where = whereabouts(entry)
    if where is None or where.planner.email.strip().lower() == entry.attendee_key:
        return 0  # who plans it need not be asked
    asked = mails.Asked(entry, where.campaign, language_of(entry), contact_of(entry, where))
    told_on = told_at.astimezone(ZoneInfo(entry.zone)).date()
    post(with_answer_link(mails.reminded(asked, told_on, now), entry), calendar=current(entry))
    entry.change(reminded_at=now)
    return 1
