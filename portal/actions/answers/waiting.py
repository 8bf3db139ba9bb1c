"""What waits for a person: answers that are not surely from the person asked, and mails that nobody could read."""

from portal import clock
from portal.actions.answers.merging import as_it_stands
from portal.actions.answers.taking import weigh
from portal.models.accounts import User
from portal.models.calendar import CalendarAnswer
from portal.models.database import writes
from portal.models.inbox import InboxMail
from portal.rules.answers import Standing
from portal.rules.inbox import IncomingStanding
from portal.rules.refusals import ChangedMeanwhile
from portal.rules.words import N_

SOMEBODY_BEFORE = N_("Iemand anders was je net voor. Kijk even hoe het er nu voor staat.")


@writes
def confirm_answer(answer: CalendarAnswer, *, by: User) -> None:
    """It was from the person asked: it counts as far as it still can. Confirming again does nothing.

    Raises ChangedMeanwhile when somebody dismissed it in between.
    """
    fresh = CalendarAnswer.get_by_id(answer.id)
    if fresh.standing == Standing.DISMISSED:
        raise ChangedMeanwhile(SOMEBODY_BEFORE)
    if fresh.standing != Standing.UNVERIFIED:
        return
    fresh.change(standing=Standing.OUTDATED, settled_at=clock.now(), settled_by=by)
    weigh(as_it_stands(answer.entry))


@writes
def dismiss_answer(answer: CalendarAnswer, *, by: User) -> None:
    """It was not from the person asked: kept, and it never counts. Dismissing again does nothing.

    Raises ChangedMeanwhile when somebody confirmed it in between.
    """
    fresh = CalendarAnswer.get_by_id(answer.id)
    if fresh.standing == Standing.DISMISSED:
        return
    if fresh.standing != Standing.UNVERIFIED:
        raise ChangedMeanwhile(SOMEBODY_BEFORE)
    fresh.change(standing=Standing.DISMISSED, settled_at=clock.now(), settled_by=by)


@writes
def settle_mail(mail: InboxMail, *, by: User) -> None:
    """Somebody looked at a mail in the mailbox and did what it asks; saying so again does nothing."""
    fresh = InboxMail.get_by_id(mail.id)
    if fresh.standing == IncomingStanding.WAITS:
        fresh.change(standing=IncomingStanding.SETTLED, settled_at=clock.now(), settled_by=by)
