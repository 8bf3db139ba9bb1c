"""Whether a partner comes to the info session, said on the partner's page: the appointment says the same."""

from collections.abc import Callable

from portal import clock
from portal.actions.answers.merging import with_answer_kept, write_click
from portal.actions.partners.info_session import KIND, attendee_of, subject_of
from portal.calendar.entries import find
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Invitation
from portal.models.database import writes
from portal.rules.answers import Answer, may_be_answered


@writes
def answered_on_page(invitation: Invitation, change: Callable[[], object], *, by: User | None) -> None:
    """The partner said on the partner's page whether he or she comes: write it with the appointment too.

    `change` brings the calendar in step: out of it for a "no", back in it for a "yes" after that.
    """
    entry = _write_answer(invitation, by)
    if entry is not None:
        with_answer_kept(entry, change)
    else:
        change()
        _write_answer(invitation, by)


def _write_answer(invitation: Invitation, by: User | None) -> CalendarEntry | None:
    """The appointment with what the partner answers; None when none stands. Not known yet is no answer."""
    entry = find(attendee_of(invitation), KIND, subject_of(invitation))
    if entry is None or not may_be_answered(entry, clock.now()):
        return None
    answer = {"yes": Answer.ACCEPTED, "no": Answer.DECLINED}.get(invitation.comes, Answer.TENTATIVE)
    if invitation.comes is not None or entry.answer:
        write_click(entry, answer.value, via="portal" if by else "link", note=str(entry.answer_note))
    return entry
