"""What follows from a line of history: the nomination counts as updated, who put it forward hears good news, and
where it ended it goes to the archive.
"""

from portal import clock
from portal.models.accounts import User
from portal.models.database import Record, writes
from portal.models.milestones import Notice
from portal.models.nominations import Nomination
from portal.outbox.mails.milestones import good_news
from portal.outbox.posting import post
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.notices import wish_of
from portal.rules.notices import (
    ENDED_BY_OUTCOME,
    ENDED_BY_PRESELECTION,
    ENDED_BY_RESULT,
    ENDED_BY_STOP,
    GREEN_NEWS,
    How,
    Topic,
    is_news,
)


@writes
def pass_on(record: Record, step: str, nomination_id: int | None, *, by: User | None) -> None:
    """Let others know of a step with a record of a nomination; inside the transaction of that step."""
    kind = type(record).__name__
    if nomination_id is None or not is_news(kind, step):
        return
    Nomination.update(changed_at=clock.now()).where(Nomination.id == nomination_id).execute()
    if (kind, step) in GREEN_NEWS:
        milestone, outcome = GREEN_NEWS[kind, step]
        tell_good_news(nomination_as_it_stands(Nomination(id=nomination_id)), milestone, outcome, by=by)
    _archive_or_restore(record, (kind, step), nomination_id)


@writes
def tell_good_news(nomination: Nomination, milestone: str, outcome: str, *, by: User | None) -> None:
    """The jobcoach who put somebody forward hears of a green outcome, as he or she wants it (req 002-11)."""
    coach = nomination.jobcoach
    if by is not None and by.id == coach.id:
        return
    how = wish_of(coach, Topic.PROGRESS, nomination)
    if how == How.AT_ONCE:
        post(good_news(nomination, milestone, outcome))
    elif how == How.DAILY:
        keep_notice(coach, Topic.PROGRESS, nomination, milestone, outcome)


@writes
def keep_notice(user: User, topic: Topic, nomination: Nomination, milestone: str = "", outcome: str = "") -> None:
    """Keep something for somebody's next digest; what waits already is not kept twice."""
    same = {"user": user, "nomination": nomination, "topic": topic.value, "milestone": milestone, "outcome": outcome}
    if not Notice.select().filter(told_at=None, **same).exists():
        Notice.create(**same)


def _archive_or_restore(record: Record, happening: tuple[str, str], nomination_id: int) -> None:
    """After what ends it by itself; put right, it comes back. A person's own archiving is left alone."""
    match happening:
        case ("Relay", "tell") if record.decision.outcome == "not_retained":
            reason = ENDED_BY_RESULT
        case ("Preselection", "tell") if record.outcome == "no_go":
            reason = ENDED_BY_PRESELECTION
        case ("Internship", "stop"):
            reason = ENDED_BY_STOP
        case ("Placement", "settle") if record.outcome == "not_hired":
            reason = ENDED_BY_OUTCOME
        case ("Relay" | "Preselection", "correct"):
            _bring_back(nomination_id)
            return
        case _:
            return
    live = (Nomination.id == nomination_id) & Nomination.archived_at.is_null()
    Nomination.update(archived_at=clock.now(), archive_reason=reason).where(live).execute()


def _bring_back(nomination_id: int) -> None:
    by_itself = Nomination.archive_reason.in_([ENDED_BY_RESULT, ENDED_BY_PRESELECTION])
    Nomination.update(archived_at=None, archive_reason="").where(Nomination.id == nomination_id, by_itself).execute()
