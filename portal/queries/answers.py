"""Appointments and their answers, as who is asked and who plans may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.models.accounts import AccessLink, User
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.internships import FollowUp, Internship
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation, Site
from portal.models.placements import AftercareMoment, Placement
from portal.models.selection_days import SelectionDay, Table, TourLine
from portal.queries.appointment_subjects import set_apart_for
from portal.queries.campaigns import Employer, Lead, LeadingOrganisation, with_campaign
from portal.queries.internships import Coach
from portal.queries.nominations import Jobcoach
from portal.rules.answers import Answer, Standing
from portal.rules.candidates import is_key_of, short_name
from portal.rules.links import Purpose


@dataclass(frozen=True)
class Whereabouts:
    """What an appointment is about, and who plans it. `thing` is what the entry's subject names."""

    thing: Any
    campaign: Campaign
    planner: User
    nomination: Nomination | None = None
    internship: Internship | None = None


def whereabouts(entry: CalendarEntry) -> Whereabouts | None:
    """What this appointment is about; None when it is gone. A few queries, for one entry at a time."""
    kind, _, public_id = entry.subject.partition(":")
    find = _FINDERS.get(kind)
    return None if find is None else find(public_id)


def _campaign(which: Any) -> Campaign | None:
    query = (
        Campaign.select(Campaign, Employer, Site, Lead, LeadingOrganisation)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
        .switch(Campaign)
        .join(Lead, on=(Campaign.lead == Lead.id), attr="lead")
        .switch(Campaign)
        .join(LeadingOrganisation, on=(Campaign.organisation == LeadingOrganisation.id), attr="organisation")
    )
    found: Campaign | None = query.where(which).first()
    return found


def _nomination(which: Any) -> Nomination | None:
    query = (
        Nomination.select(Nomination, Candidate, Organisation, Jobcoach)
        .join(Candidate)
        .switch(Nomination)
        .join(Organisation)
        .switch(Nomination)
        .join(Jobcoach, on=(Nomination.jobcoach == Jobcoach.id), attr="jobcoach")
    )
    found: Nomination | None = with_campaign(query, Nomination).where(which).first()
    return found


def _of_campaign(thing: Any, which: Any) -> Whereabouts | None:
    campaign = None if thing is None else _campaign(which)
    return None if campaign is None else Whereabouts(thing, campaign, campaign.lead)


def _invitation(public_id: str) -> Whereabouts | None:
    thing = Invitation.get_or_none(Invitation.public_id == public_id)
    found = _of_campaign(thing, thing and Campaign.id == thing.campaign_id)
    if found is not None:
        thing.campaign = found.campaign
    return found


def _whole_campaign(public_id: str) -> Whereabouts | None:
    thing = _campaign(Campaign.public_id == public_id)
    return None if thing is None else Whereabouts(thing, thing, thing.lead)


def _day(public_id: str) -> Whereabouts | None:
    thing = SelectionDay.get_or_none(SelectionDay.public_id == public_id)
    return _of_campaign(thing, thing and Campaign.id == thing.campaign_id)


def _part(model: type[Table] | type[TourLine]) -> Callable[[str], Whereabouts | None]:
    def find(public_id: str) -> Whereabouts | None:
        thing = model.select(model, SelectionDay).join(SelectionDay).where(model.public_id == public_id).first()
        return _of_campaign(thing, thing and Campaign.id == thing.selection_day.campaign_id)

    return find


def _whole_nomination(public_id: str) -> Whereabouts | None:
    found = _nomination(Nomination.public_id == public_id)
    return None if found is None else Whereabouts(found, found.campaign, found.campaign.lead, found)


def _interview(public_id: str) -> Whereabouts | None:
    thing = Interview.get_or_none(Interview.public_id == public_id)
    found = thing and _nomination(Nomination.id == thing.nomination_id)
    if found is None:
        return None
    thing.nomination = found
    return Whereabouts(thing, found.campaign, found.campaign.lead, found)


def _internship(public_id: str) -> Whereabouts | None:
    return _of_internship(None, Internship.public_id == public_id)


def _follow_up(public_id: str) -> Whereabouts | None:
    thing = FollowUp.get_or_none(FollowUp.public_id == public_id)
    found = thing and _of_internship(thing, Internship.id == thing.internship_id)
    if found is not None:
        thing.internship = found.internship
    return found


def _aftercare(public_id: str) -> Whereabouts | None:
    query = AftercareMoment.select(AftercareMoment, Placement).join(Placement)
    thing = query.where(AftercareMoment.public_id == public_id).first()
    found = thing and _of_internship(thing, Internship.id == thing.placement.internship_id)
    if found is not None:
        thing.placement.internship = found.internship
    return found


def _of_internship(thing: Any, which: Any) -> Whereabouts | None:
    query = Internship.select(Internship, Coach).join(Coach, on=(Internship.jobcoach == Coach.id), attr="jobcoach")
    internship = query.where(which).first()
    found = internship and _nomination(Nomination.id == internship.nomination_id)
    if found is None:
        return None
    internship.nomination = found
    return Whereabouts(thing or internship, found.campaign, internship.jobcoach, found, internship)


_FINDERS: dict[str, Callable[[str], Whereabouts | None]] = {
    "invitation": _invitation,
    "campaign": _whole_campaign,
    "day": _day,
    "table": _part(Table),
    "tour_line": _part(TourLine),
    "nomination": _whole_nomination,
    "interview": _interview,
    "internship": _internship,
    "follow_up": _follow_up,
    "aftercare": _aftercare,
}


def entry_of_link(subject: str) -> CalendarEntry | None:
    """The appointment that a link's subject `entry:<public_id>` names, cancelled or past too: the page says so."""
    kind, _, public_id = subject.partition(":")
    found: CalendarEntry | None = CalendarEntry.get_or_none(CalendarEntry.public_id == public_id)
    return found if kind == "entry" else None


def language_of(entry: CalendarEntry) -> str:
    """The language in which this person gets mail about the appointment: the account's, else that of the last link."""
    if entry.user_id:
        return str(entry.user.language)
    query = AccessLink.select(AccessLink.language).where(
        AccessLink.purpose == Purpose.ANSWER_APPOINTMENT.value, AccessLink.subject == f"entry:{entry.public_id}"
    )
    link = query.order_by(AccessLink.id.desc()).first()
    return link.language if link else "nl"


def who_of(entry: CalendarEntry, where: Whereabouts) -> str:
    """Who was asked, with the candidate whom it is about in the short form that who plans knows."""
    if where.nomination is None:
        return str(entry.attendee_name)
    candidate = where.nomination.candidate
    name = short_name(candidate.first_name, candidate.last_name)
    return name if is_candidates(entry, where) else f"{entry.attendee_name} ({name})"


def is_candidates(entry: CalendarEntry, where: Whereabouts) -> bool:
    """Whether the candidate was asked, and not somebody who is there with him or her."""
    nomination = where.nomination
    return bool(nomination and not entry.user_id and is_key_of(entry.attendee_key, nomination.candidate.email))


def contact_of(entry: CalendarEntry, where: Whereabouts) -> User:
    """Whom the person asked calls: a candidate the own jobcoach, anybody else who plans it."""
    if where.nomination is not None and is_candidates(entry, where):
        jobcoach: User = where.nomination.jobcoach
        return jobcoach
    return where.planner


def own_entry(user: User, entry_id: str) -> CalendarEntry | None:
    """One of this person's own appointments."""
    found: CalendarEntry | None = CalendarEntry.get_or_none(CalendarEntry.public_id == entry_id, _is_own(user))
    return found


def own_entries(user: User, now: datetime) -> list[CalendarEntry]:
    """This person's own appointments still to come, in order of time; what left by the own "no" is among them."""
    standing = ~CalendarEntry.cancelled | (CalendarEntry.answer == Answer.DECLINED)
    query = CalendarEntry.select().where(_is_own(user), CalendarEntry.ends_at > now, standing, ~set_apart_for(user))
    return list(query.order_by(CalendarEntry.starts_at, CalendarEntry.id))


def _is_own(user: User) -> Any:
    return (CalendarEntry.user == user) | (CalendarEntry.attendee_key == user.email.strip().lower())


def entries_of_address(email: str, now: datetime) -> list[CalendarEntry]:
    """What still asks an answer of this address, in order of time; never more than a mail can hold."""
    query = CalendarEntry.select().where(
        CalendarEntry.attendee_key == email.strip().lower(),
        CalendarEntry.asks_answer,
        ~CalendarEntry.cancelled,
        CalendarEntry.ends_at > now,
    )
    return list(query.order_by(CalendarEntry.starts_at, CalendarEntry.id).limit(20))


def open_wish(entry: CalendarEntry) -> CalendarAnswer | None:
    """The wish for another moment of this version that waits for who plans."""
    query = CalendarAnswer.select().where(
        CalendarAnswer.entry == entry,
        CalendarAnswer.standing == Standing.WISH,
        CalendarAnswer.sequence >= entry.sequence,
    )
    found: CalendarAnswer | None = query.first()
    return found
