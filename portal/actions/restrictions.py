"""Setting a candidate's file apart, and lifting that again (GDPR art. 18)."""

from portal import clock
from portal.actions.interviews import cancel_coming_interviews
from portal.actions.moving import move
from portal.actions.selection_days import drop_from_day
from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.privacy import Restriction
from portal.outbox.mails.privacy import nomination_back, nomination_set_apart
from portal.outbox.posting import post
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.restrictions import restriction_in_force
from portal.rules.restrictions import Ground


@writes
def restrict_candidate(candidate: Candidate, ground: Ground, reason: str, *, by: User) -> Restriction:
    """Set a file apart; one that is so already stays as it is.

    Whoever was put forward disappears for lead and employer, from the plan of the day and from calendars; the lead
    hears that a nomination cannot be seen for now, never why.
    """
    there = restriction_in_force(candidate)
    if there is not None:
        return there
    now = clock.now()
    made: Restriction = Restriction.create(candidate=candidate, ground=ground.value, reason=reason.strip(), by=by)
    candidate.change(restricted_at=now)
    for nomination in _nominations(candidate, "put_forward"):
        move(nomination, "restrict", by=by, changed_at=now)
        if nomination.campaign.state == "running":
            drop_from_day(nomination, by=by)
            cancel_coming_interviews(by=by, nomination=nomination)
            post(nomination_set_apart(nomination, made))
    return made


@writes
def lift_restriction(candidate: Candidate, reason: str, *, by: User) -> None:
    """Lift it: everybody meets the candidate again as before. Lifting again changes nothing."""
    standing = restriction_in_force(candidate)
    if standing is None:
        return
    now = clock.now()
    standing.change(lifted_at=now, lifted_by=by, lift_reason=reason.strip())
    candidate.change(restricted_at=None)
    for nomination in _nominations(candidate, "restricted"):
        move(nomination, "lift_restriction", by=by, changed_at=now)
        if nomination.campaign.state == "running":
            post(nomination_back(nomination, standing))


def _nominations(candidate: Candidate, state: str) -> list[Nomination]:
    rows = Nomination.select().where(Nomination.candidate == candidate, Nomination.state == state)
    return [nomination_as_it_stands(one) for one in rows.order_by(Nomination.id)]
