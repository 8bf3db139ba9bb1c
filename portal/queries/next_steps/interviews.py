"""Next steps about talks before the selection day: prepare it, and say how it went."""

from datetime import datetime

from portal.models.accounts import User
from portal.models.interviews import Interview
from portal.queries.interviews import planned_interviews_of_person
from portal.queries.next_steps.steps import NextStep
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


def interview_steps(user: User, now: datetime) -> list[NextStep]:
    """For the jobcoach before the talk, for who leads it and the lead of the campaign after it; one query."""
    if user.role not in MEDIATING_ROLES:
        return []
    found = []
    for one in planned_interviews_of_person(user):
        if one.starts_at > now:
            if one.nomination.jobcoach_id == user.id:
                what = N_("Bereid %(name)s voor op het gesprek")
                found.append(_step(one, what, "interviews.show", N_("Bekijk het gesprek")))
        elif user.id in {one.interviewer_id, one.nomination.campaign.lead_id}:
            what = N_("Noteer hoe het gesprek met %(name)s ging")
            found.append(_step(one, what, "interviews.report", N_("Noteer"), is_late=True))
    return found


def _step(one: Interview, what: str, endpoint: str, label: str, *, is_late: bool = False) -> NextStep:
    return NextStep(
        what=what,
        values={"name": one.nomination.candidate.first_name},
        who=one.nomination.campaign.title,
        until=one.starts_at,
        zone=one.nomination.campaign.site.zone,
        is_late=is_late,
        endpoint=endpoint,
        url={"interview_id": one.public_id},
        label=label,
    )
