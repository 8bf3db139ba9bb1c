"""Beginning a nomination, putting a candidate forward, and withdrawing."""

from typing import Any

from portal import clock
from portal.actions.interviews import cancel_coming_interviews
from portal.actions.moving import move, note_down
from portal.actions.news import keep_notice
from portal.actions.selection_days import drop_from_day
from portal.models.accounts import User
from portal.models.campaigns import Invitation
from portal.models.candidates import Candidate
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.outbox.mails.nominations import nomination_put_forward, nomination_receipt, nomination_withdrawn
from portal.outbox.posting import post
from portal.queries.nominations import facts_of, next_number, nomination_as_it_stands, window_of
from portal.queries.notices import wish_of
from portal.rules.nominations import refuse_beginning, refuse_incomplete, refuse_outside_window
from portal.rules.notices import How, Topic
from portal.rules.refusals import Refused
from portal.rules.restrictions import SENTENCE
from portal.rules.words import N_


def refuse_setting_apart(candidate: Candidate) -> None:
    """Raise Refused for a candidate whose file is set apart: nobody puts him or her forward now."""
    if candidate.restricted_at is not None:
        raise Refused(SENTENCE)


@writes
def begin_nomination(invitation: Invitation, candidate: Candidate, *, by: User) -> Nomination:
    """Begin a draft for a candidate of the invited organisation; one who is in the campaign already is given back.

    The candidate's own jobcoach becomes the jobcoach of the nomination. Raises Refused outside the window.
    """
    there = Nomination.get_or_none(Nomination.campaign == invitation.campaign_id, Nomination.candidate == candidate)
    if there is not None:
        return there
    if candidate.organisation_id != invitation.organisation_id:
        raise Refused(N_("Deze kandidaat hoort bij een andere organisatie."))
    refuse_setting_apart(candidate)
    refuse_beginning(window_of(invitation.campaign, invitation), clock.now())
    nomination = Nomination.create(
        campaign=invitation.campaign_id,
        candidate=candidate,
        invitation=invitation,
        organisation=invitation.organisation_id,
        jobcoach=candidate.jobcoach_id,
    )
    note_down(nomination, "begin", by=by)
    return nomination


@writes
def put_forward_nomination(nomination: Nomination, *, by: User) -> None:
    """Put the candidate forward: the lead hears it as chosen, the jobcoach gets a receipt (req 001-14, 002-01).

    Again after a withdrawal undoes it, within the window; one that is put forward already stays as it is.
    Raises Refused outside the window of this partner, or when something lacks.
    """
    standing = nomination_as_it_stands(nomination)
    if standing.state == "put_forward":
        return
    refuse_setting_apart(standing.candidate)
    now = clock.now()
    refuse_outside_window(window_of(standing.campaign, standing.invitation), now)
    refuse_incomplete(facts_of(standing))
    number = standing.number or next_number(standing.campaign)
    back: dict[str, Any] = {"archived_at": None, "archive_reason": ""}
    move(standing, "put_forward", by=by, put_forward_at=now, changed_at=now, number=number, **back)
    wish = wish_of(standing.campaign.lead, Topic.NEW, standing)
    if wish == How.AT_ONCE:
        post(nomination_put_forward(standing))
    elif wish == How.DAILY:
        keep_notice(standing.campaign.lead, Topic.NEW, standing)
    post(nomination_receipt(standing, by))


@writes
def withdraw_nomination(nomination: Nomination, reason: str, *, by: User) -> None:
    """Withdraw a candidate, or set a draft aside; the lead gets a mail when the candidate had been put forward.

    `reason` is read by the lead. Withdrawing again changes nothing. Raises Refused when the campaign has ended, or
    without a reason for a candidate who had been put forward.
    """
    standing = nomination_as_it_stands(nomination)
    if standing.state == "withdrawn":
        return
    if standing.campaign.state != "running":
        raise Refused(N_("Deze instroomactie loopt niet meer; intrekken kan niet meer."))
    was_put_forward = standing.state == "put_forward"
    if was_put_forward and not reason.strip():
        raise Refused(N_("Schrijf kort waarom: de trekker moet weten waar het aan ligt."))
    move(standing, "withdraw", by=by, note=reason.strip(), changed_at=clock.now())
    if was_put_forward:
        drop_from_day(standing, by=by)
        cancel_coming_interviews(by=by, nomination=standing)
        post(nomination_withdrawn(standing))
