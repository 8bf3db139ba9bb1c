"""What a partner answers: takes part or not, comes to the info session, agrees with the agreements."""

from portal import clock
from portal.actions.links import give_link
from portal.actions.moving import move, note_down
from portal.actions.partners.deadlines import tell_deadline
from portal.actions.partners.info_session import (
    give_answer_link,
    keep_session_in_step,
    post_in_any_case,
    session_in_step,
    subject_of,
)
from portal.actions.partners.inviting import account_of
from portal.actions.partners.leaving import take_leave
from portal.actions.partners.session_answers import answered_on_page
from portal.models.accounts import User
from portal.models.campaigns import Agreement, AgreementAcceptance, Campaign, Invitation
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.outbox.mails import campaigns as mails
from portal.rules.campaigns import check_running
from portal.rules.links import Purpose
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.words import N_


@writes
def answer_invitation(
    invitation: Invitation,
    *,
    by: User | None,
    accepts: bool,
    reason: str = "",
    comes: str | None = None,
    comes_with: str = "",
) -> None:
    """Write down what a partner answers; the same answer twice is one answer and one mail.

    `by` is None for an answer by link. `comes` (`yes`, `no`, None) and `comes_with` answer the info session.
    Raises Refused when the campaign does not run, or when somebody steps out who has put candidates forward.
    """
    check_running(Campaign.get_by_id(invitation.campaign_id))
    if accepts:
        _accept(invitation, by=by, comes=comes, comes_with=comes_with.strip())
    else:
        _decline(invitation, by=by, reason=reason.strip())


def _accept(invitation: Invitation, *, by: User | None, comes: str | None, comes_with: str) -> None:
    now = clock.now()
    session = {"comes": comes, "comes_with": comes_with if comes == "yes" else ""}
    if invitation.state == "accepted":
        changed = {name: value for name, value in session.items() if getattr(invitation, name) != value}
        if changed:
            invitation.change(**changed)
            note_down(
                invitation,
                "answer_info_session",
                by=by,
                by_words=_words(invitation, by),
                note=invitation.name,
            )
            answered_on_page(invitation, lambda: keep_session_in_step(invitation, by=by), by=by)
        return
    move(
        invitation,
        "accept",
        by=by,
        by_words=_words(invitation, by),
        note=invitation.name,
        answered_at=now,
        decline_reason="",
        **session,
    )
    link = give_answer_link(invitation, by=by)
    join_link = "" if account_of(invitation.email) else mails.join_address(offer_account(invitation, by=by))
    mail = mails.answer_accepted(invitation, mails.campaign_address(invitation.campaign), join_link, occasion=now)
    answered_on_page(invitation, lambda: post_in_any_case(mail, session_in_step(invitation, link)), by=by)
    tell_deadline(invitation, by=by)


def _decline(invitation: Invitation, *, by: User | None, reason: str) -> None:
    if invitation.state == "declined":
        if invitation.decline_reason != reason:
            invitation.change(decline_reason=reason)
        return
    put_forward = Nomination.select().where(Nomination.invitation == invitation, Nomination.state == "put_forward")
    if put_forward.exists():
        raise Refused(N_("Je droeg al kandidaten voor. Trek die voordrachten eerst in; daarna kun je afzeggen."))
    now = clock.now()
    move(
        invitation,
        "decline",
        by=by,
        by_words=_words(invitation, by),
        note=invitation.name,
        answered_at=now,
        decline_reason=reason,
        comes=None,
        comes_with="",
    )
    link = give_answer_link(invitation, by=by)
    take_leave(invitation, mails.answer_declined(invitation, link, occasion=now))


@writes
def accept_agreement(invitation: Invitation, number: int, *, by: User | None) -> AgreementAcceptance:
    """Write down that a partner agrees with the version that he or she read (req 001-02); again is the same.

    Raises ChangedMeanwhile when there is a newer version by now, Refused when there is none.
    """
    check_running(Campaign.get_by_id(invitation.campaign_id))
    query = Agreement.select().where(Agreement.campaign == invitation.campaign_id)
    newest = query.order_by(Agreement.number.desc()).first()
    if newest is None:
        raise Refused(N_("Er zijn nog geen afspraken om te aanvaarden."))
    if newest.number != number:
        raise ChangedMeanwhile(N_("De afspraken zijn intussen gewijzigd. Lees de nieuwe versie voor je akkoord gaat."))
    there: AgreementAcceptance | None = AgreementAcceptance.get_or_none(agreement=newest, invitation=invitation)
    if there is not None:
        return there
    note_down(invitation, "accept_agreement", by=by, by_words=_words(invitation, by), note=invitation.name)
    return AgreementAcceptance.create(agreement=newest, invitation=invitation, by=by, at=clock.now())


@writes
def offer_account(invitation: Invitation, *, by: User | None) -> str:
    """A token with which a person who was invited makes an account in the organisation that was invited.

    Raises Refused when there is an account with this address.
    """
    if account_of(invitation.email) is not None:
        raise Refused(N_("Er is al een account voor %(email)s. Meld je daarmee aan."), email=invitation.email)
    return give_link(
        Purpose.MAKE_ACCOUNT,
        subject_of(invitation),
        email=invitation.email,
        name=invitation.name,
        language=mails.language_of(invitation),
        by=by,
    )


def _words(invitation: Invitation, by: User | None) -> str:
    return by.name if by else str(invitation.name)
