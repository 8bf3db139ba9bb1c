"""Who said what, where it is planned: per campaign and per internship; a constant number of queries (req Y-1)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.internships import Internship
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.queries.appointment_subjects import is_candidates, subjects_of_campaigns, subjects_of_internships
from portal.rules.answers import COUNTER, GROUP_WORDS, Answer, Standing
from portal.rules.candidates import short_name


@dataclass(frozen=True)
class Line:
    """One person's answer: an Answer, COUNTER for an open wish, or empty; `is_older`: about an older version only.

    `about` is the candidate in the short form, when it is not about the person asked.
    """

    entry: CalendarEntry
    who: str
    about: str = ""
    answer: str = ""
    is_older: bool = False
    asked_at: datetime | None = None

    @property
    def told_at(self) -> datetime:
        """When this person got the last mail that asks; the one that told of the appointment counts."""
        moments = (self.entry.stamped_at, self.entry.reminded_at, self.asked_at)
        return max(one for one in moments if one is not None)


@dataclass
class Summary:
    """The answers to one kind of appointment."""

    lines: list[Line] = field(default_factory=list)

    def count(self, answer: str) -> int:
        """How many gave this answer; the empty one for who said nothing yet."""
        return sum(1 for line in self.lines if line.answer == answer)

    def ahead(self, now: datetime) -> "Summary":
        """The answers about what is not over yet."""
        return Summary([line for line in self.lines if line.entry.ends_at > now])

    def is_open(self, now: datetime) -> bool:
        """Whether somebody who said nothing yet can still be asked: it has not begun."""
        return any(not line.answer and line.entry.starts_at > now for line in self.lines)

    @property
    def coming(self) -> int:
        return self.count(Answer.ACCEPTED)

    @property
    def declined(self) -> int:
        return self.count(Answer.DECLINED)

    @property
    def tentative(self) -> int:
        return self.count(Answer.TENTATIVE)

    @property
    def wishes(self) -> int:
        return self.count(COUNTER)

    @property
    def silent(self) -> int:
        return self.count("")


def answers_in_campaign(campaign: Campaign) -> dict[str, Summary]:
    """The answers to everything that the lead of a campaign plans, by group; six queries, without what is empty."""
    entries = _asked(subjects_of_campaigns(Campaign.id == campaign.id))
    about = _candidates(Nomination.campaign == campaign.id)
    found: dict[str, Summary] = defaultdict(Summary)
    wishes, older = _other_answers(entries)
    rows = Invitation.select(Invitation.public_id, Invitation.reminded_at).where(Invitation.campaign == campaign)
    reminded = {f"invitation:{public_id}": at for public_id, at in rows.tuples()}
    for entry in entries:
        if entry.user_id == campaign.lead_id:
            continue  # who plans it need not be asked
        candidate = about.get(entry.subject)
        if entry.subject in about and candidate is None:
            continue  # the file is set apart
        line = _line(entry, candidate, wishes, older)
        found[_group(entry, candidate)].lines.append(replace(line, asked_at=reminded.get(entry.subject)))
    return {group: found[group] for group in GROUP_WORDS if group in found}


def answers_of_internship(internship: Internship) -> Summary:
    """The answers to what the jobcoach plans around one internship, in order of time."""
    entries = _asked(subjects_of_internships(Internship.id == internship.id))
    wishes, older = _other_answers(entries)
    candidate = internship.nomination.candidate
    name = (short_name(candidate.first_name, candidate.last_name), candidate.email.strip().lower())
    others = [entry for entry in entries if entry.user_id != internship.jobcoach_id]
    return Summary([_line(entry, name, wishes, older, is_known=True) for entry in others])


def _asked(subjects: Any) -> list[CalendarEntry]:
    """Standing appointments that ask an answer, and those that left a calendar by their owner's "no"."""
    standing = ~CalendarEntry.cancelled | (CalendarEntry.answer == Answer.DECLINED)
    query = CalendarEntry.select().where(CalendarEntry.asks_answer, standing, subjects)
    return list(query.order_by(CalendarEntry.starts_at, CalendarEntry.attendee_name, CalendarEntry.id))


def _candidates(which: Any) -> dict[str, tuple[str, str] | None]:
    """(short name, address) of the candidate by the subjects that are about him or her; two queries.

    None for a candidate whose file is set apart.
    """
    found: dict[str, tuple[str, str] | None] = {}
    talks = Interview.select(Interview.public_id, Interview.nomination).join(Nomination).where(which)
    interviews: dict[int, list[str]] = defaultdict(list)
    for public_id, nomination in talks.tuples():
        interviews[nomination].append(f"interview:{public_id}")
    for row in Nomination.select(Nomination.id, Nomination.public_id, Candidate).join(Candidate).where(which):
        one = row.candidate
        shown = (short_name(one.first_name, one.last_name), one.email.strip().lower())
        value = shown if one.restricted_at is None else None
        for subject in (f"nomination:{row.public_id}", *interviews[row.id]):
            found[subject] = value
    return found


def _other_answers(entries: Iterable[CalendarEntry]) -> tuple[set[int], set[int]]:
    """The entries with an open wish, and those with an answer to an older version only; one query."""
    sequences = {entry.id: entry.sequence for entry in entries}
    rows = CalendarAnswer.select(CalendarAnswer.entry, CalendarAnswer.standing, CalendarAnswer.sequence).where(
        CalendarAnswer.entry.in_(list(sequences)),
        CalendarAnswer.standing.in_((Standing.WISH, Standing.OUTDATED, Standing.COUNTS)),
    )
    wishes, older = set(), set()
    for entry, standing, sequence in rows.tuples():
        if sequence < sequences[entry]:
            older.add(entry)
        elif standing == Standing.WISH:
            wishes.add(entry)
    return wishes, older


def _group(entry: CalendarEntry, candidate: tuple[str, str] | None) -> str:
    if entry.kind != "selection_day":
        return str(entry.kind)
    if candidate is None:
        return "day_duties"
    return "day_candidates" if is_candidates(entry, candidate) else "day_coaches"


def _line(
    entry: CalendarEntry,
    candidate: tuple[str, str] | None,
    wishes: set[int],
    older: set[int],
    *,
    is_known: bool = False,
) -> Line:
    own = candidate is not None and is_candidates(entry, candidate)
    about = "" if candidate is None or own or is_known else candidate[0]
    who = candidate[0] if candidate is not None and own else str(entry.attendee_name)
    answer = COUNTER if entry.id in wishes else str(entry.answer)
    return Line(entry, who, about, answer, is_older=not entry.answer and entry.id in older)
