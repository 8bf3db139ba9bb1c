"""The info session is answered in two places, the partner's page and the appointment: both always say the same."""

from portal import clock
from portal.actions.answers.merging import as_it_stands, with_answer_kept
from portal.actions.moving import note_down
from portal.actions.partners.info_session import KIND, keep_session_in_step
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Invitation
from portal.models.database import writes
from portal.queries.answers import whereabouts
from portal.rules.answers import CLICKS, Answer
from portal.rules.campaigns import session_is_ahead

COMES: dict[str, str | None] = {Answer.ACCEPTED: "yes", Answer.DECLINED: "no", Answer.TENTATIVE: None}


@writes
def write_comes(invitation: Invitation, entry: CalendarEntry, *, via: str, by: User | None) -> None:
    """The appointment was answered: write it with the partner too, and let a clicked "no" leave the calendar.

    A mail program that answers "no" takes the appointment away by itself.
    """
    comes = COMES[entry.answer]
    if invitation.comes != comes:
        invitation.change(comes=comes, comes_with=invitation.comes_with if comes == "yes" else "")
        words = by.name if by else entry.attendee_name
        note_down(invitation, "answer_info_session", by=by, by_words=words, note=invitation.name)
    if via in CLICKS:
        with_answer_kept(entry, lambda: keep_session_in_step(invitation, by=by))


@writes
def brought_back(entry: CalendarEntry, answer: str) -> CalendarEntry:
    """The appointment as it can be answered: put back when it left by the person's own "no"."""
    if not can_come_back(entry) or answer == Answer.DECLINED:
        return entry
    where = whereabouts(entry)
    assert where is not None, "it can come back"
    where.thing.change(comes=COMES[answer])
    keep_session_in_step(where.thing, by=None)
    return as_it_stands(entry)


def can_come_back(entry: CalendarEntry) -> bool:
    """Whether this is an info session that left the calendar by a "no", and still lies ahead for this partner."""
    if entry.kind != KIND or not entry.cancelled or entry.answer != Answer.DECLINED:
        return False
    where = whereabouts(entry)
    return bool(
        where is not None
        and isinstance(where.thing, Invitation)
        and where.thing.state in ("invited", "accepted")
        and where.campaign.state == "running"
        and session_is_ahead(where.campaign, clock.now())
    )
