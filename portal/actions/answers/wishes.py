"""A wish for another moment: granted, it moves what can be moved in one go; refused, its writer hears that it stays."""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from portal import clock
from portal.actions.answers.merging import as_it_stands
from portal.actions.internships import move_follow_up
from portal.actions.interviews import InterviewPlan, change_interview
from portal.actions.telling import with_answer_link
from portal.calendar.entries import current
from portal.models.accounts import User
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.database import writes
from portal.outbox.mails import appointments as mails
from portal.outbox.posting import post
from portal.outbox.values import Moment, Span
from portal.queries.answers import Whereabouts, contact_of, language_of, whereabouts
from portal.queries.interviews import interview_as_it_stands
from portal.rules.answers import Standing, standing_now
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.words import N_


def _move_interview(where: Whereabouts, wish: CalendarAnswer, by: User) -> None:
    interview = interview_as_it_stands(where.thing)
    minutes = interview.minutes
    if wish.wish_ends_at is not None:
        minutes = int((wish.wish_ends_at - wish.wish_starts_at).total_seconds() // 60)
    plan = InterviewPlan(
        starts_at=wish.wish_starts_at,
        minutes=minutes,
        channel=interview.channel,
        place=interview.place,
        interviewer=interview.interviewer,
        with_words=interview.with_words,
        note=interview.note,
    )
    change_interview(interview, plan, seen_version=interview.version, by=by)


def _move_follow_up(where: Whereabouts, wish: CalendarAnswer, by: User) -> None:
    local = wish.wish_starts_at.astimezone(ZoneInfo(where.campaign.site.zone))
    move_follow_up(where.thing, by=by, on=local.date(), start_minute=local.hour * 60 + local.minute)


# What moves in one go. The others hang together with more people or other dates: they are moved on their own page.
MOVES: dict[str, Callable[[Whereabouts, CalendarAnswer, User], None]] = {
    "interview": _move_interview,
    "follow_up": _move_follow_up,
}


@writes
def grant_wish(wish: CalendarAnswer, *, by: User) -> None:
    """Move the appointment to the moment that was asked; everyone concerned gets the new time, once.

    Raises Refused for a kind that is moved on its own page, or when the move itself is refused; ChangedMeanwhile
    when the wish was settled otherwise.
    """
    fresh, entry = _open(wish, Standing.GRANTED)
    if fresh is None:
        return
    where = whereabouts(entry)
    if where is None or entry.kind not in MOVES:
        raise Refused(N_("Deze afspraak wijzig je op haar eigen pagina."))
    if fresh.wish_starts_at is None or fresh.wish_starts_at <= clock.now():
        raise Refused(N_("Het gevraagde moment is voorbij. Spreek een ander moment af."))
    fresh.change(standing=Standing.GRANTED, settled_at=clock.now(), settled_by=by)
    MOVES[entry.kind](where, fresh, by)


@writes
def refuse_wish(wish: CalendarAnswer, *, by: User) -> None:
    """It stays as it is: one mail says so, with the appointment once more. Doing it again does nothing."""
    fresh, entry = _open(wish, Standing.REFUSED)
    if fresh is None:
        return
    fresh.change(standing=Standing.REFUSED, settled_at=clock.now(), settled_by=by)
    where = whereabouts(entry)
    if where is not None and entry.attendee_key:
        asked = mails.Asked(entry, where.campaign, language_of(entry), contact_of(entry, where))
        mail = mails.wish_refused(asked, _moment(fresh, entry), fresh.public_id)
        post(replace(with_answer_link(mail, entry), expires_at=entry.starts_at), calendar=current(entry))


def _moment(wish: CalendarAnswer, entry: CalendarEntry) -> Span | Moment | str:
    if wish.wish_starts_at is None:
        return str(wish.wish_location)
    if wish.wish_ends_at is None:
        return Moment(wish.wish_starts_at, entry.zone)
    return Span(wish.wish_starts_at, wish.wish_ends_at, entry.zone)


def _open(wish: CalendarAnswer, wanted: Standing) -> tuple[CalendarAnswer | None, CalendarEntry]:
    """The wish as it stands, None when it is settled this way already."""
    fresh, entry = CalendarAnswer.get_by_id(wish.id), as_it_stands(wish.entry)
    if fresh.standing == wanted:
        return None, entry
    standing = standing_now(fresh.standing, fresh.wish_starts_at, fresh.sequence, entry)
    if standing != Standing.WISH or entry.cancelled:
        raise ChangedMeanwhile(N_("Deze wens is intussen afgehandeld, of de afspraak is verzet."))
    return fresh, entry
