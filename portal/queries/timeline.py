"""One timeline per nomination: what happened, who did it, and what comes next (interface page, point 9)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import JOIN

from portal.models.accounts import User
from portal.models.history import HistoryLine
from portal.models.nominations import Nomination
from portal.queries.interviews import coming_interviews
from portal.rules.happenings import happening_words
from portal.rules.interviews import INTERVIEW_NAMES


@dataclass(frozen=True, kw_only=True)
class TimelineItem:
    """One moment. `what` is a message id, filled with `values`; `at` is UTC; `who` a name; `note` as somebody wrote it.

    `tone` colours it: neutral, info, green, orange, red, late, or next for what is planned.
    """

    at: datetime
    what: str
    values: dict[str, Any] = field(default_factory=dict)
    who: str = ""
    note: str = ""
    tone: str = "neutral"


_TONES = {
    ("Nomination", "put_forward"): "green",
    ("Nomination", "withdraw"): "orange",
    ("Interview", "go_on"): "green",
    ("Interview", "stop_here"): "orange",
}


# What a file went through before it became a document is for who handed it in; the document itself is told.
_NOT_TOLD = ("Upload",)


def history_of(nomination: Nomination) -> list[TimelineItem]:
    """What happened, oldest first; one query."""
    rows = (
        HistoryLine.select(HistoryLine, User)
        .join(User, JOIN.LEFT_OUTER)
        .where(HistoryLine.nomination == nomination, HistoryLine.subject.not_in(_NOT_TOLD))
        .order_by(HistoryLine.at, HistoryLine.id)
    )
    return [
        TimelineItem(
            at=row.at,
            what=happening_words(row.subject, row.step),
            who=row.by_words or (row.by.name if row.by else ""),
            note=row.note,
            tone=_TONES.get((row.subject, row.step), "neutral"),
        )
        for row in rows
    ]


def _interviews(nomination: Nomination, now: datetime) -> list[TimelineItem]:
    return [
        TimelineItem(at=one.starts_at, what=INTERVIEW_NAMES[one.channel], who=one.interviewer.name, tone="next")
        for one in coming_interviews(now, nomination=nomination)
    ]


# What is planned for a nomination, one function per area: nomination -> items in the future.
PLANNED: list[Callable[[Nomination, datetime], list[TimelineItem]]] = [_interviews]


def timeline_of(nomination: Nomination, now: datetime) -> list[TimelineItem]:
    """Everything that happened, then what is planned, each in the order of time."""
    coming = [item for planned in PLANNED for item in planned(nomination, now)]
    return history_of(nomination) + sorted(coming, key=lambda item: item.at)
