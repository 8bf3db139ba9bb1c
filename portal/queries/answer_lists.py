"""Who said what, where it is planned: per campaign and per internship; a constant number of queries (req Y-1)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from peewee import JOIN, Model, Value, fn

from portal.models.accounts import User
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.inbox import InboxMail
from portal.models.internships import FollowUp, Internship
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from portal.models.placements import AftercareMoment, Placement
from portal.models.selection_days import SelectionDay, Table, TourLine
from portal.rules.answers import ASK_AGAIN_AFTER, COUNTER, GROUP_WORDS, Answer, Standing
from portal.rules.candidates import short_name
from portal.rules.inbox import IncomingStanding
from portal.rules.permissions import campaign_of, nomination_of
from portal.rules.roles import Role


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


def subject_of(prefix: str, model: type[Model]) -> Any:
    """How appointments name the things of a table, as an expression."""
    return Value(f"{prefix}:").concat(model._meta.fields["public_id"])


def subjects_of_campaigns(which: Any) -> Any:
    """The condition that an appointment is about campaigns that meet a condition on Campaign; internships are not."""
    day = SelectionDay.select(SelectionDay.id).join(Campaign).where(which)
    nominations = Nomination.select(Nomination.id).join(Campaign).where(which)
    queries = (
        Campaign.select(subject_of("campaign", Campaign)).where(which),
        Invitation.select(subject_of("invitation", Invitation)).join(Campaign).where(which),
        Nomination.select(subject_of("nomination", Nomination)).join(Campaign).where(which),
        Interview.select(subject_of("interview", Interview)).where(Interview.nomination.in_(nominations)),
        SelectionDay.select(subject_of("day", SelectionDay)).join(Campaign).where(which),
        Table.select(subject_of("table", Table)).where(Table.selection_day.in_(day)),
        TourLine.select(subject_of("tour_line", TourLine)).where(TourLine.selection_day.in_(day)),
    )
    return reduce(or_, (CalendarEntry.subject.in_(query) for query in queries))


def subjects_of_internships(which: Any) -> Any:
    """The condition that an appointment is about internships that meet a condition on Internship."""
    queries = (
        Internship.select(subject_of("internship", Internship)).where(which),
        FollowUp.select(subject_of("follow_up", FollowUp)).join(Internship).where(which),
        AftercareMoment.select(subject_of("aftercare", AftercareMoment)).join(Placement).join(Internship).where(which),
    )
    return reduce(or_, (CalendarEntry.subject.in_(query) for query in queries))


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


def _candidates(which: Any) -> dict[str, tuple[str, str]]:
    """(short name, address) of the candidate by the subjects that are about him or her; two queries."""
    found = {}
    talks = Interview.select(Interview.public_id, Interview.nomination).join(Nomination).where(which)
    interviews: dict[int, list[str]] = defaultdict(list)
    for public_id, nomination in talks.tuples():
        interviews[nomination].append(f"interview:{public_id}")
    for row in Nomination.select(Nomination.id, Nomination.public_id, Candidate).join(Candidate).where(which):
        one = row.candidate
        value = (short_name(one.first_name, one.last_name), one.email.strip().lower())
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
    return "day_candidates" if _is_candidates(entry, candidate) else "day_coaches"


def _is_candidates(entry: CalendarEntry, candidate: tuple[str, str]) -> bool:
    return entry.user_id is None and entry.attendee_key == candidate[1]


def _line(
    entry: CalendarEntry,
    candidate: tuple[str, str] | None,
    wishes: set[int],
    older: set[int],
    *,
    is_known: bool = False,
) -> Line:
    own = candidate is not None and _is_candidates(entry, candidate)
    about = "" if candidate is None or own or is_known else candidate[0]
    who = candidate[0] if candidate is not None and own else str(entry.attendee_name)
    answer = COUNTER if entry.id in wishes else str(entry.answer)
    return Line(entry, who, about, answer, is_older=not entry.answer and entry.id in older)


def planned_by(user: User) -> Any:
    """The condition that this person plans an appointment: as lead of a running campaign, or as jobcoach."""
    return subjects_of_campaigns((Campaign.lead == user.id) & (Campaign.state == "running")) | subjects_of_internships(
        Internship.jobcoach == user.id
    )


def waiting_for(user: User, now: datetime) -> list[CalendarAnswer]:
    """Wishes, and answers that are not surely from the person asked, about what this person plans; one query."""
    is_open = (CalendarAnswer.standing == Standing.WISH) & (CalendarAnswer.sequence >= CalendarEntry.sequence)
    query = (
        CalendarAnswer.select(CalendarAnswer, CalendarEntry)
        .join(CalendarEntry)
        .where(
            is_open | (CalendarAnswer.standing == Standing.UNVERIFIED),
            ~CalendarEntry.cancelled,
            CalendarEntry.ends_at > now,
            planned_by(user),
        )
        .order_by(CalendarEntry.starts_at, CalendarAnswer.id)
    )
    return list(query)


def answer_for(user: User, answer_id: str) -> CalendarAnswer | None:
    """An answer about something that this person plans, with its appointment."""
    query = (
        CalendarAnswer.select(CalendarAnswer, CalendarEntry)
        .join(CalendarEntry)
        .where(CalendarAnswer.public_id == answer_id, planned_by(user))
    )
    found: CalendarAnswer | None = query.first()
    return found


def unanswered(now: datetime) -> list[CalendarEntry]:
    """Appointments to come that nobody answered, last told at least a day ago; not those of partners; one query.

    Who asked for another moment has said something.
    """
    a_day_ago = now - ASK_AGAIN_AFTER
    wishes = CalendarAnswer.select(CalendarAnswer.id).where(
        CalendarAnswer.entry == CalendarEntry.id,
        CalendarAnswer.standing == Standing.WISH,
        CalendarAnswer.sequence >= CalendarEntry.sequence,
    )
    query = CalendarEntry.select().where(
        CalendarEntry.asks_answer,
        ~CalendarEntry.cancelled,
        CalendarEntry.answer == "",
        CalendarEntry.starts_at > now,
        CalendarEntry.stamped_at <= a_day_ago,
        CalendarEntry.reminded_at.is_null() | (CalendarEntry.reminded_at <= a_day_ago),
        ~CalendarEntry.subject.startswith("invitation:"),
        ~fn.EXISTS(wishes),
    )
    return list(query.order_by(CalendarEntry.id))


def declined_for(user: User, now: datetime) -> list[CalendarEntry]:
    """Appointments to come that somebody said no to, of what this person plans; partners' info sessions are no task."""
    query = CalendarEntry.select().where(
        CalendarEntry.answer == Answer.DECLINED,
        ~CalendarEntry.cancelled,
        CalendarEntry.starts_at > now,
        ~CalendarEntry.subject.startswith("invitation:"),
        planned_by(user),
    )
    return list(query.order_by(CalendarEntry.starts_at, CalendarEntry.id))


def candidates_who_declined(user: User, now: datetime) -> list[tuple[CalendarEntry, Nomination]]:
    """Own candidates of this jobcoach who said no to the selection day themselves; two queries."""
    own = {
        f"nomination:{one.public_id}": one
        for one in Nomination.select(Nomination, Candidate, Campaign)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .where(Nomination.jobcoach == user, Nomination.state == "put_forward", Campaign.state == "running")
    }
    entries = CalendarEntry.select().where(
        CalendarEntry.kind == "selection_day",
        CalendarEntry.answer == Answer.DECLINED,
        ~CalendarEntry.cancelled,
        CalendarEntry.starts_at > now,
        CalendarEntry.user.is_null(),
        CalendarEntry.subject.in_(list(own)),
    )
    found = [(entry, own[entry.subject]) for entry in entries.order_by(CalendarEntry.starts_at, CalendarEntry.id)]
    return [(entry, one) for entry, one in found if entry.attendee_key == one.candidate.email.strip().lower()]


def to_answer(user: User, now: datetime) -> list[CalendarEntry]:
    """What this person still has to answer; the info session of a partner is asked with the invitation; one query."""
    own = (CalendarEntry.user == user) | (CalendarEntry.attendee_key == user.email.strip().lower())
    query = CalendarEntry.select().where(
        own,
        CalendarEntry.asks_answer,
        CalendarEntry.answer == "",
        ~CalendarEntry.cancelled,
        CalendarEntry.starts_at > now,
        ~CalendarEntry.subject.startswith("invitation:"),
    )
    return list(query.order_by(CalendarEntry.starts_at, CalendarEntry.id))


def mails_waiting_for(user: User) -> list[InboxMail]:
    """Mails that nobody could read: about what this person plans, the rest for the administrators; one query."""
    query = (
        InboxMail.select(InboxMail, CalendarEntry, OutboxMail)
        .join(CalendarEntry, JOIN.LEFT_OUTER)
        .switch(InboxMail)
        .join(OutboxMail, JOIN.LEFT_OUTER, on=(InboxMail.mail == OutboxMail.id))
        .where(InboxMail.standing == IncomingStanding.WAITS, _is_for(user))
    )
    return list(query.order_by(InboxMail.created_at, InboxMail.id))


def mail_for(user: User, mail_id: str) -> InboxMail | None:
    """One of those mails."""
    return next((mail for mail in mails_waiting_for(user) if mail.public_id == mail_id), None)


def _is_for(user: User) -> Any:
    campaigns = Campaign.select(Campaign.id).where(Campaign.lead == user.id)
    about_appointment = InboxMail.entry.is_null(False) & planned_by(user)
    about_mail = InboxMail.entry.is_null() & OutboxMail.campaign.in_(campaigns)
    if user.role == Role.ADMINISTRATOR:
        return InboxMail.entry.is_null() & OutboxMail.campaign.is_null()
    return about_appointment | about_mail


# How to come from what a subject names to its campaign, or to the nomination and from there on.
_CHAINS: dict[str, tuple[type[Model], tuple[type[Model], ...]]] = {
    "campaign": (Campaign, ()),
    "invitation": (Invitation, (Campaign,)),
    "day": (SelectionDay, (Campaign,)),
    "table": (Table, (SelectionDay, Campaign)),
    "tour_line": (TourLine, (SelectionDay, Campaign)),
    "nomination": (Nomination, ()),
    "interview": (Interview, (Nomination,)),
    "internship": (Internship, (Nomination,)),
    "follow_up": (FollowUp, (Internship, Nomination)),
    "aftercare": (AftercareMoment, (Placement, Internship, Nomination)),
}


@dataclass(frozen=True)
class About:
    """What an appointment is about: the thing that its subject names, the campaign, the candidate in the short form."""

    thing: Any
    campaign: Campaign
    candidate: str = ""
    candidate_key: str = ""

    def who(self, entry: CalendarEntry) -> str:
        """Who was asked, as who plans knows him or her."""
        if not self.candidate:
            return str(entry.attendee_name)
        if _is_candidates(entry, (self.candidate, self.candidate_key)):
            return self.candidate
        return f"{entry.attendee_name} ({self.candidate})"


def about(entries: Iterable[CalendarEntry]) -> dict[str, About]:
    """What these appointments are about, by subject; one query for each kind of subject, whatever the number."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        prefix, _, public_id = entry.subject.partition(":")
        wanted[prefix].add(public_id)
    return {
        f"{prefix}:{row.public_id}": _about(row)
        for prefix, ids in wanted.items()
        if prefix in _CHAINS
        for row in _things(prefix, ids)
    }


def _things(prefix: str, ids: set[str]) -> Iterable[Any]:
    model, steps = _CHAINS[prefix]
    query, models = model.select(), [model, *steps]
    for step in steps:
        query = query.join(step)
    if models[-1] is Nomination:
        query = query.join(Candidate).switch(Nomination).join(Campaign)
        models += [Candidate, Campaign]
    return query.select(*models).where(model._meta.fields["public_id"].in_(list(ids)))


def _about(thing: Any) -> About:
    campaign = campaign_of(thing)
    if not any(hasattr(thing, name) for name in ("candidate_id", "nomination_id", "internship_id", "placement_id")):
        return About(thing, campaign)
    candidate = nomination_of(thing).candidate
    return About(
        thing, campaign, short_name(candidate.first_name, candidate.last_name), candidate.email.strip().lower()
    )
