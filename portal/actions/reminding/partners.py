"""Reminders to partners: three days before the info session, and three days before the deadline (req Y-1, Y-14)."""

from datetime import datetime

from peewee import JOIN, ModelSelect, fn

from portal.actions.partners.inviting import remind_partner
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation, Site
from portal.queries.campaigns import Employer, Lead
from portal.rules.deadlines import REMIND_AT_MOST_EVERY, REMIND_BEFORE


@writes
def remind_of_info_sessions(now: datetime) -> int:
    """Remind who has not answered, or not said whether he or she comes; from three days before the info session.

    Once for an info session: a reminder by hand in those three days counts. How many were reminded.
    """
    soon = (
        Campaign.has_info_session & (Campaign.info_session_at > now) & (Campaign.info_session_at <= now + REMIND_BEFORE)
    )
    silent = (Invitation.state == "invited") | ((Invitation.state == "accepted") & Invitation.comes.is_null())
    found = [one for one in _asked(now).where(soon, silent) if _not_reminded_before(one, one.campaign.info_session_at)]
    return _remind(found)


@writes
def remind_of_deadlines(now: datetime) -> int:
    """Remind who takes part and has put nobody forward; from three days before the deadline, once.

    Anybody of the organisation who put a candidate forward has done it for the organisation.
    """
    soon = (
        (Campaign.nominations_open_at <= now)
        & (Campaign.nominations_close_at > now)
        & (Campaign.nominations_close_at <= now + REMIND_BEFORE)
    )
    active = Nomination.select(Nomination.id).where(
        Nomination.campaign == Invitation.campaign,
        Nomination.organisation == Invitation.organisation,
        Nomination.state == "put_forward",
    )
    query = _asked(now).where(soon, Invitation.state == "accepted", ~fn.EXISTS(active))
    found = [one for one in query if _not_reminded_before(one, one.campaign.nominations_close_at)]
    return _remind(found, nobody_yet=True)


def _asked(now: datetime) -> ModelSelect:
    """Invitations of running campaigns with what a mail needs; not the lead's own, none mailed in 24 hours."""
    rested = Invitation.reminded_at.is_null() | (Invitation.reminded_at <= now - REMIND_AT_MOST_EVERY)
    invited_at_least_a_day_ago = Invitation.created_at <= now - REMIND_AT_MOST_EVERY
    own = fn.LOWER(Lead.email) == Invitation.email
    return (
        Invitation.select(Invitation, User, Campaign, Employer, Site, Lead, Organisation)
        .join(User, JOIN.LEFT_OUTER, on=(Invitation.user == User.id))
        .switch(Invitation)
        .join(Campaign)
        .join(Employer, on=(Campaign.employer == Employer.id), attr="employer")
        .switch(Campaign)
        .join(Site)
        .switch(Campaign)
        .join(Lead, on=(Campaign.lead == Lead.id), attr="lead")
        .switch(Campaign)
        .join(Organisation, on=(Campaign.organisation == Organisation.id))
        .where(Campaign.state == "running", rested, invited_at_least_a_day_ago, ~own)
        .order_by(Invitation.id)
    )


def _not_reminded_before(invitation: Invitation, moment: datetime) -> bool:
    """Whether the last reminder, if any, lies before the days in which this moment comes near."""
    return invitation.reminded_at is None or invitation.reminded_at < moment - REMIND_BEFORE


def _remind(invitations: list[Invitation], *, nobody_yet: bool = False) -> int:
    for invitation in invitations:
        remind_partner(invitation, by=None, of_deadline=nobody_yet)
    return len(invitations)
