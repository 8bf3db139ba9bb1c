"""Asking partners along, reminding them, letting them go, giving them more time (req 001-08, 001-09)."""

from collections.abc import Iterable
from datetime import datetime

from peewee import fn

from portal import clock
from portal.actions.links import revoke_links
from portal.actions.moving import move, note_down
from portal.actions.organisations import add_contact, add_organisation, find_organisation
from portal.actions.partners.deadlines import address_to_nominate, deadline_in_step
from portal.actions.partners.info_session import (
    give_answer_link,
    invite_to_session,
    standing_invitation_to_session,
    subject_of,
)
from portal.actions.partners.leaving import take_leave
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.database import writes
from portal.models.organisations import Contact, Organisation
from portal.models.vacancies import Vacancy
from portal.outbox.batches import leave_out
from portal.outbox.mails import campaigns as mails
from portal.outbox.posting import post
from portal.rules.campaigns import check_running, session_is_ahead
from portal.rules.deadlines import may_remind
from portal.rules.links import Purpose
from portal.rules.refusals import Refused
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_

# Who is not asked a second time, and why.
ALREADY_ASKED = {
    "invited": N_("Is al uitgenodigd en heeft nog niet geantwoord. Stuur een herinnering."),
    "accepted": N_("Doet al mee."),
}


@writes
def invite_partner(
    campaign: Campaign,
    *,
    by: User,
    email: str,
    name: str,
    organisation: Organisation,
    contact: Contact | None = None,
) -> Invitation:
    """Ask one person along, by mail with a link and, when there is one, the info session for the calendar.

    Asking twice returns the invitation that is out, without a second mail; one that was revoked or declined is
    sent again. Raises Refused when the campaign does not run, or when the address has an account that is no
    mediator's (req Y-5).
    """
    check_running(Campaign.get_by_id(campaign.id))
    email = email.strip().lower()
    user = account_of(email)
    if user is not None:
        if user.role not in MEDIATING_ROLES:
            raise Refused(N_("%(email)s hoort bij een account dat geen bemiddelaar is."), email=email)
        organisation = user.organisation
    there = Invitation.get_or_none(Invitation.campaign == campaign, Invitation.email == email)
    if there is None:
        invitation = Invitation.create(
            campaign=campaign,
            organisation=organisation,
            contact=contact,
            user=user,
            email=email,
            name=name.strip(),
        )
        note_down(invitation, "invite", by=by, note=invitation.name)
        _send_invitation(invitation, by=by)
        return invitation
    there.campaign = campaign
    if there.state in ("revoked", "declined"):
        move(there, "invite_again", by=by, note=there.name, answered_at=None, decline_reason="", comes=None)
        _send_invitation(there, by=by)
    return there


@writes
def invite_contacts(campaign: Campaign, contacts: Iterable[Contact], *, by: User) -> int:
    """Ask several people of the directory at once; how many got a mail. Who was asked already is left alone."""
    known = {
        invitation.email: invitation.state
        for invitation in Invitation.select(Invitation.email, Invitation.state).where(Invitation.campaign == campaign)
    }
    wanted = []
    for one in contacts:
        state = known.get(one.email)
        if state in ALREADY_ASKED:
            leave_out(one.name, ALREADY_ASKED[state])
        else:
            wanted.append(one)
    for one in wanted:
        invite_partner(campaign, by=by, email=one.email, name=one.name, organisation=one.organisation, contact=one)
    return len(wanted)


@writes
def invite_address(campaign: Campaign, *, by: User, email: str, name: str, organisation_name: str) -> Invitation:
    """Ask somebody who is not in the directory yet; person and organisation are added to it.

    Raises Refused when the organisation is an employer, or the address belongs to another organisation.
    """
    organisation = find_organisation(organisation_name)
    if organisation is None:
        organisation = add_organisation("mediator", organisation_name, by=by)
    if organisation.kind != "mediator":
        raise Refused(N_("“%(name)s” is een werkgever, geen bemiddelaar."), name=organisation.name)
    contact = add_contact(organisation, by=by, name=name, email=email)
    return invite_partner(campaign, by=by, email=email, name=name, organisation=organisation, contact=contact)


@writes
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """Let a partner go: the links close, the info session leaves the calendar, one mail says so.

    Raises Refused when it was revoked already, or is the lead's own.
    """
    check_running(Campaign.get_by_id(invitation.campaign_id))
    if invitation.email == invitation.campaign.lead.email.lower():
        raise Refused(N_("Dit is je eigen deelname; die hoort bij de instroomactie."))
    move(invitation, "revoke", by=by, note=invitation.name)
    revoke_links(Purpose.ANSWER_INVITATION, subject_of(invitation))
    revoke_links(Purpose.MAKE_ACCOUNT, subject_of(invitation))
    take_leave(invitation, mails.invitation_revoked(invitation, occasion=clock.now()))


@writes
def remind_partner(invitation: Invitation, *, by: User | None, of_deadline: bool = False) -> None:
    """Remind a partner of the answer that is missing, with the link and the appointment once more.

    Who has answered everything, or whom the clock (`by` None) reminds `of_deadline`, is reminded of the deadline.
    At most once in 24 hours (req Y-1): Refused before that, and for who does not take part.
    """
    now = clock.now()
    check_running(Campaign.get_by_id(invitation.campaign_id))
    fresh = Invitation.get_by_id(invitation.id)
    if not may_remind(fresh.reminded_at, now):
        raise Refused(N_("%(name)s kreeg in de laatste 24 uur al een herinnering."), name=invitation.name)
    if fresh.state not in ("invited", "accepted"):
        raise Refused(N_("%(name)s doet niet mee; er is niets om aan te herinneren."), name=invitation.name)
    invitation.change(reminded_at=now)
    note_down(invitation, "remind", by=by, by_words="" if by else N_("de portaalklok"), note=invitation.name)
    answered = fresh.state == "accepted" and (fresh.comes or not session_is_ahead(invitation.campaign, now))
    if answered or of_deadline:
        post(mails.deadline_reminded(invitation, address_to_nominate(invitation, by=by), occasion=now))
        return
    link = give_answer_link(invitation, by=by)
    post(
        mails.partner_reminded(invitation, link, occasion=now),
        calendar=standing_invitation_to_session(invitation),
    )


@writes
def give_more_time(invitation: Invitation, until: datetime, *, by: User) -> None:
    """Let this partner put candidates forward until `until`, after the deadline; one mail carries the link (req Y-6).

    Raises Refused for a moment that is past or before the deadline, and for a partner who does not take part.
    Giving the same moment again does nothing.
    """
    campaign = invitation.campaign
    check_running(Campaign.get_by_id(campaign.id))
    if invitation.late_until == until:
        return
    if invitation.state != "accepted":
        raise Refused(N_("%(name)s doet (nog) niet mee en kan geen kandidaten voordragen."), name=invitation.name)
    if until <= clock.now():
        raise Refused(N_("Kies een moment dat nog moet komen."))
    if campaign.nominations_close_at and until <= campaign.nominations_close_at:
        raise Refused(N_("Kies een moment na de uiterste dag die voor iedereen geldt."))
    invitation.change(late_until=until)
    note_down(invitation, "give_more_time", by=by, note=invitation.name)
    link = address_to_nominate(invitation, by=by)
    post(mails.late_granted(invitation, link), calendar=deadline_in_step(invitation, link))


def account_of(email: str) -> User | None:
    """The account with this address, whatever its capitals."""
    found: User | None = (
        User.select(User, Organisation).join(Organisation).where(fn.LOWER(User.email) == email.lower()).first()
    )
    return found


def _send_invitation(invitation: Invitation, *, by: User) -> None:
    link = give_answer_link(invitation, by=by)
    query = Vacancy.select(Vacancy.title).where(Vacancy.campaign == invitation.campaign)
    titles = [one.title for one in query.order_by(Vacancy.position, Vacancy.id)]
    mail = mails.partner_invited(invitation, link, titles, occasion=clock.now())
    post(mail, calendar=invite_to_session(invitation, link))
