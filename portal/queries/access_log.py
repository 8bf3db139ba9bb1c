"""Whether the log of looks is whole: the chain walked from its anchor to its end (promise P18)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from peewee import JOIN

from portal.models.accounts import Look, LookAnchor, LookChain, User
from portal.models.candidates import Candidate
from portal.rules.access_log import KEEP_LOOKS, START, Line, link_after, mark_of

_CLOCK_CHANGES = timedelta(hours=1)  # 24 months by the calendar may be an hour less
_HASHED = ("number", "at", "by_mark", "by_words", "candidate_mark", "at_what")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the walk found. `broken`: what is wrong at the line `at_number`, in English; "" when all is sound.

    `sound` lines were walked, `let_go` lines are past their time and gone, `nameless` lines are about people who were
    erased. `number` and `link` are the end of the chain.
    """

    sound: int
    let_go: int
    nameless: int
    number: int
    link: str
    broken: str = ""
    at_number: int = 0


def verify_looks(expected: tuple[int, str] | None = None) -> Verdict:
    """Walk the chain; the first line that does not hold is named.

    `expected` is a line and its link that were told outside before (the weekly digest tells the end): rewriting the
    whole chain shows there.
    """
    end = LookChain.select().first()
    anchors = list(LookAnchor.select().order_by(LookAnchor.number))
    walk = _Walk(anchors, expected[0] if expected else 0)
    broken = walk.judge_anchors() or walk.go()
    if not broken:
        number, link = (end.number, end.link) if end else (0, START)
        if walk.number < number:
            broken, walk.at = "removed: the newest lines are gone", walk.number + 1
        elif (walk.number, walk.link) != (number, link):
            broken, walk.at = "inserted: the chain ended before this line", number + 1
    if not broken and expected:
        broken, walk.at = walk.against(*expected)
    return Verdict(
        sound=walk.sound,
        let_go=sum(one.lines for one in anchors),
        nameless=walk.nameless,
        number=walk.number,
        link=walk.link,
        broken=broken,
        at_number=walk.at,
    )


class _Walk:
    """From the anchor to the end, line by line."""

    def __init__(self, anchors: list[LookAnchor], watched: int) -> None:
        self.anchors = anchors
        self.number: int = anchors[-1].number if anchors else 0
        self.link: str = anchors[-1].link if anchors else START
        self.watched = watched
        self.watched_link = next((one.link for one in anchors if one.number == watched), "")
        self.sound = self.nameless = self.at = 0
        candidates = (public_id for (public_id,) in Candidate.select(Candidate.public_id).tuples())
        people = (public_id for (public_id,) in User.select(User.public_id).tuples())
        self.candidates = {mark_of("candidate", one) for one in candidates}
        self.people = {mark_of("person", one) for one in people}

    def judge_anchors(self) -> str:
        """Lines were let go only when their time had come, and each time all that came before."""
        before = 0
        for anchor in self.anchors:
            self.at = anchor.number
            if anchor.at - anchor.newest_at < KEEP_LOOKS - _CLOCK_CHANGES:
                return "removed: lines were let go before their time"
            if anchor.number - before != anchor.lines:
                return "removed: more lines are gone than were let go"
            before = anchor.number
        self.at = 0
        return ""

    def go(self) -> str:
        """Every line that is there; what is wrong with the first one that does not hold."""
        for row in _rows():
            wrong = self._judge(row)
            if wrong:
                self.at = row["number"]
                if wrong.startswith("removed"):
                    self.at = self.number + 1
                return wrong
            self.number, self.link = row["number"], row["link"]
            if self.number == self.watched:
                self.watched_link = self.link
            self.sound += 1
            self.nameless += row["candidate"] is None
        return ""

    def against(self, number: int, link: str) -> tuple[str, int]:
        """What is wrong, and where, with a link that was told before; nothing about a line that was let go since."""
        if number > self.number:
            return "removed: the chain once reached this line", number
        if self.watched_link and self.watched_link != link:
            return "changed: the link is not the one that was told", number
        return "", 0

    def _judge(self, row: dict[str, Any]) -> str:
        if row["number"] <= self.number:
            return "inserted: this line stands before the chain begins"
        if row["number"] > self.number + 1:
            return "removed: this line is gone"
        line = Line(organisation=row["organisation"] or 0, **{name: row[name] for name in _HASHED})
        if link_after(self.link, line) != row["link"]:
            return "changed: the content does not fit the link"
        if row["candidate"] is None:
            named = row["candidate_mark"] in self.candidates
        else:
            named = row["candidate_mark"] != mark_of("candidate", row["candidate_id_outside"] or "")
        if named:
            return "changed: the line is about another candidate"
        if row["by"] is None:
            other = row["by_mark"] in self.people
        else:
            other = row["by_mark"] != mark_of("person", row["person_id_outside"] or "")
        return "changed: the line names another person" if other else ""


def _rows() -> Iterator[dict[str, Any]]:
    query = (
        Look.select(
            Look.number,
            Look.at,
            Look.by,
            Look.by_words,
            Look.by_mark,
            Look.candidate,
            Look.candidate_mark,
            Look.organisation,
            Look.at_what,
            Look.link,
            Candidate.public_id.alias("candidate_id_outside"),
            User.public_id.alias("person_id_outside"),
        )
        .join(Candidate, JOIN.LEFT_OUTER)
        .switch(Look)
        .join(User, JOIN.LEFT_OUTER)
        .order_by(Look.number)
        .dicts()
    )
    for row in query.iterator():
        at: datetime = row["at"]
        yield {**row, "at": at if at.tzinfo else at.replace(tzinfo=UTC)}
