"""What an answer means for the thing itself, by kind of appointment (req Y-1).

Nothing is decided by it: a candidate who says no is not absent, a partner who says no to the info session still
takes part. Who plans hears it and decides.
"""

from collections.abc import Callable

from portal import clock
from portal.actions.moving import note_down
from portal.actions.partners.info_session import cancel_session, give_answer_link, invite_to_session
from portal.actions.telling import with_answer_link
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Invitation
from portal.outbox.mails import appointments as mails
from portal.outbox.posting import post
from portal.queries.answers import Whereabouts, language_of, whereabouts
from portal.rules.answers import CLICKS, Answer
from portal.rules.campaigns import session_is_ahead
from portal.rules.candidates import short_name

# (entry, how it came, who clicked or None): after the entry has its answer.
Effect = Callable[[CalendarEntry, str, User | None], None]

COMES: dict[str, str | None] = {Answer.ACCEPTED: "yes", Answer.DECLINED: "no", Answer.TENTATIVE: None}


def _session(entry: CalendarEntry, via: str, by: User | None) -> None:
    """A partner's answer about the info session; taking part in the campaign is another question."""
    where = whereabouts(entry)
    if where is None or not isinstance(where.thing, Invitation):
        _tell_planner(entry, via, by)
        return
    invitation, comes = where.thing, COMES[entry.answer]
    if invitation.comes != comes:
        invitation.change(comes=comes, comes_with=invitation.comes_with if comes == "yes" else "")
        words = by.name if by else entry.attendee_name
        note_down(invitation, "answer_info_session", by=by, by_words=words, note=invitation.name)
    if entry.answer == Answer.DECLINED and via in CLICKS:
        take_out(entry, where)


def take_out(entry: CalendarEntry, where: Whereabouts) -> None:
    """Who clicked "no" has the appointment taken out of the calendar, where a mail program does it by itself."""
    answered = {name: getattr(entry, name) for name in ("answer", "answered_at", "answered_via", "answer_note")}
    revision = cancel_session(where.thing)
    if revision is not None:
        entry.change(cancelled=True, sequence=revision.sequence, stamped_at=revision.stamped_at, **answered)
        post(with_answer_link(mails.taken_out(asked(entry, where)), entry), calendar=revision)


def brought_back(entry: CalendarEntry, answer: str) -> CalendarEntry:
    """The appointment as it can be answered: put back when it was taken out by a "no" of the person's own."""
    if not entry.cancelled or entry.kind != "info_session" or answer == Answer.DECLINED:
        return entry
    where = whereabouts(entry)
    if where is None or not can_come_back(entry, where):
        return entry
    revision = invite_to_session(where.thing, give_answer_link(where.thing, by=None))
    if revision is None:
        return entry
    entry = CalendarEntry.get_by_id(entry.id)
    post(with_answer_link(mails.put_back(asked(entry, where)), entry), calendar=revision)
    return entry


def can_come_back(entry: CalendarEntry, where: Whereabouts | None) -> bool:
    """Whether this info session left the calendar by a "no", and still lies ahead for this partner."""
    return bool(
        where is not None
        and isinstance(where.thing, Invitation)
        and entry.answer == Answer.DECLINED
        and where.thing.state in ("invited", "accepted")
        and where.campaign.state == "running"
        and session_is_ahead(where.campaign, clock.now())
    )


def _tell_planner(entry: CalendarEntry, via: str, by: User | None) -> None:
    """A "no" is one mail at once to who plans; a "yes" is none."""
    where = whereabouts(entry)
    if where is None or entry.answer != Answer.DECLINED:
        return
    for reader in planners(entry, where):
        post(mails.declined(entry, where.campaign, reader, who_of(entry, where), page_of(where)))


def planners(entry: CalendarEntry, where: Whereabouts) -> list[User]:
    """Who hears of a "no": who plans it, and the jobcoach when the candidate said it; never who said it."""
    people = [where.planner]
    if entry.kind == "selection_day" and where.nomination is not None:
        people.append(where.nomination.jobcoach)
    unique = {person.email.lower(): person for person in people if person.active}
    return [person for key, person in unique.items() if key != entry.attendee_key]


def asked(entry: CalendarEntry, where: Whereabouts) -> mails.Asked:
    """The person asked, as a mail about this appointment needs it."""
    return mails.Asked(entry, where.campaign, language_of(entry), where.planner)


def who_of(entry: CalendarEntry, where: Whereabouts) -> str:
    """Who was asked, with the candidate whom it is about in the short form that who plans knows."""
    if where.nomination is None:
        return str(entry.attendee_name)
    candidate = where.nomination.candidate
    name = short_name(candidate.first_name, candidate.last_name)
    is_candidate = entry.user_id is None and entry.attendee_key == candidate.email.strip().lower()
    return name if is_candidate else f"{entry.attendee_name} ({name})"


def page_of(where: Whereabouts) -> str:
    """Where who plans reads the answers."""
    if where.internship is not None:
        return f"/internships/{where.internship.public_id}"
    return f"/campaigns/{where.campaign.public_id}/answers"


EFFECTS: dict[str, Effect] = {
    "info_session": _session,
    "interview": _tell_planner,
    "selection_day": _tell_planner,
    "internship_start": _tell_planner,
    "follow_up": _tell_planner,
    "evaluation": _tell_planner,
    "aftercare": _tell_planner,
}
