"""What partners and the employer hear when something about the whole campaign changes, and what their calendars do."""

from collections.abc import Iterable

from portal import clock
from portal.actions.organisers_session import coming_sessions
from portal.actions.partners.deadlines import tell_deadline
from portal.actions.partners.info_session import (
    KIND,
    attendee_of,
    cancel_session,
    give_answer_link,
    invite_to_session,
    keep_session_in_step,
    post_in_any_case,
    standing_invitation_to_session,
    subject_of,
)
from portal.calendar.entries import cancel, find
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.database import writes
from portal.outbox.mails import campaigns as mails
from portal.outbox.mails.campaign_organisers import employer_told_of_cancellation
from portal.outbox.posting import post
from portal.queries.internships import people_of_employer
from portal.rules.campaigns import Dates, session_is_ahead

TAKING_PART = ("invited", "accepted")


@writes
def tell_new_dates(campaign: Campaign, before: Dates, dates: Dates, *, by: User) -> None:
    """One mail each about what concerns partners: the info session and the deadline; other dates come later."""
    session = ("info_session_at", "info_session_minutes", "info_session_place")
    session_moved = campaign.has_info_session and any(getattr(before, n) != getattr(dates, n) for n in session)
    if not session_moved and before.nominations_close_at == dates.nominations_close_at:
        return
    for invitation in invitations_of(campaign, TAKING_PART):
        if needs_no_mail(invitation):
            continue
        if session_moved and invitation.comes is not None:
            invitation.change(comes=None)
        told = tell_deadline(invitation, by=by)
        if session_moved or not told:
            _tell_session_moved(invitation, by=by, with_deadline=not told)


def _tell_session_moved(invitation: Invitation, *, by: User, with_deadline: bool) -> None:
    link = give_answer_link(invitation, by=by)
    mail = mails.dates_changed(invitation, link, occasion=clock.now(), with_deadline=with_deadline)
    # A session that moved to a moment that is past is nobody's any more.
    revision = invite_to_session(invitation, link)
    if revision is None and not session_is_ahead(invitation.campaign, clock.now()):
        revision = cancel_session(invitation)
    post_in_any_case(mail, revision)


@writes
def tell_new_place(campaign: Campaign, *, by: User) -> None:
    """The address of the site changed: who has the info session ahead hears where it is now; nobody else."""
    for invitation in invitations_of(campaign, TAKING_PART):
        revision = None if needs_no_mail(invitation) else standing_invitation_to_session(invitation)
        if revision is not None and (revision := invite_to_session(invitation, "")) is not None:
            link = give_answer_link(invitation, by=by)
            mail = mails.dates_changed(invitation, link, occasion=clock.now(), with_deadline=False)
            post(mail, calendar=revision)


@writes
def bring_back_info_session(campaign: Campaign, *, by: User) -> None:
    """The session is in partners' calendars again, with one mail each; nobody hears of one that is past."""
    for invitation in invitations_of(campaign, TAKING_PART):
        if not is_leads_own(invitation):
            keep_session_in_step(invitation, by=by)


@writes
def drop_info_session(campaign: Campaign, *, by: User) -> None:
    """There is no info session any more: out of partners' calendars, one mail each."""
    now = clock.now()
    for invitation in invitations_of(campaign, TAKING_PART):
        revision = cancel_session(invitation)
        if revision is not None:
            link = give_answer_link(invitation, by=by)
            post(mails.info_session_dropped(invitation, link, occasion=now), calendar=revision)


def invitations_of(campaign: Campaign, states: Iterable[str]) -> list[Invitation]:
    """The invitations of a campaign in these states, each with the campaign at hand and its account, if any."""
    query = (
        Invitation.select(Invitation, User)
        .left_outer_join(User, on=(Invitation.user == User.id))
        .where(Invitation.campaign == campaign, Invitation.state.in_(list(states)))
        .order_by(Invitation.id)
    )
    found = list(query)
    for invitation in found:
        invitation.campaign = campaign
    return found


def is_leads_own(invitation: Invitation) -> bool:
    """Whether this is the lead's own organisation taking part."""
    return invitation.email == invitation.campaign.lead.email.lower()


def needs_no_mail(invitation: Invitation) -> bool:
    """The lead's own part needs no mail; but who was asked as a partner before has appointments as one."""
    if not is_leads_own(invitation):
        return False
    entry = find(attendee_of(invitation), KIND, subject_of(invitation))
    return entry is None or entry.cancelled


@writes
def tell_employer(campaign: Campaign, reason: str) -> None:
    """The employer's people hear it in one mail, which takes the info session out of their calendar."""
    coming = {entry.attendee_key: entry for entry in coming_sessions(campaign)}
    for contact in people_of_employer(campaign):
        entry = coming.get(contact.email.strip().lower())
        mail = employer_told_of_cancellation(campaign, contact, reason)
        post_in_any_case(mail, cancel(entry) if entry else None)
