"""What appointments are about: from a campaign or an internship to its subjects, and from subjects to the things."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from peewee import Model, Value

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.internships import FollowUp, Internship
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.models.placements import AftercareMoment, Placement
from portal.models.selection_days import SelectionDay, Table, TourLine
from portal.rules.candidates import is_key_of, short_name
from portal.rules.permissions import campaign_of, nomination_of


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


def set_apart_for(user: User) -> Any:
    """The condition that an appointment is about a file that is set apart, of another organisation.

    Such an appointment stands in nobody's list outside.
    """
    apart = Candidate.restricted_at.is_null(False) & (Candidate.organisation != user.organisation_id)
    nominations = Nomination.select(Nomination.id).join(Candidate).where(apart)
    queries = (
        Nomination.select(subject_of("nomination", Nomination)).where(Nomination.id.in_(nominations)),
        Interview.select(subject_of("interview", Interview)).where(Interview.nomination.in_(nominations)),
    )
    others = reduce(or_, (CalendarEntry.subject.in_(query) for query in queries))
    return others | subjects_of_internships(Internship.nomination.in_(nominations))


def is_candidates(entry: CalendarEntry, candidate: tuple[str, str]) -> bool:
    """Whether an appointment is the candidate's own: (short name, address in small letters)."""
    return entry.user_id is None and is_key_of(entry.attendee_key, candidate[1])


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
        if is_candidates(entry, (self.candidate, self.candidate_key)):
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
