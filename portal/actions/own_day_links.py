"""The links to "Mijn dag", the candidate's own page: given with mails of the day, by the jobcoach, and on asking."""

from datetime import datetime, timedelta

from portal import clock
from portal.actions.links import give_link, revoke_links
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.own_day import OwnDayRequest
from portal.outbox.addresses import address
from portal.outbox.mails import selection_days as mails
from portal.outbox.posting import post
from portal.queries.own_day import (
    last_request,
    nominations_of_address,
    nominations_of_phone,
    subject_of_page,
    was_mailed_since,
)
from portal.rules.links import Purpose
from portal.rules.own_day import check_may_have_page, may_ask_again
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def give_own_page(nomination: Nomination, *, by: User | None = None) -> str:
    """The address of this candidate's own page, with a new link; earlier ones keep working."""
    candidate = nomination.candidate
    token = give_link(
        Purpose.OWN_DAY,
        subject_of_page(nomination),
        email=candidate.email,
        name=candidate.first_name,
        language=candidate.language,
        by=by,
    )
    return address(f"/own-day/{token}")


@writes
def renew_own_page(nomination: Nomination, *, by: User) -> str:
    """A new link for the candidate, from the jobcoach; every earlier one stops working. What was asked is settled.

    Raises Refused for somebody who is not put forward.
    """
    check_may_have_page(nomination.state)
    revoke_links(Purpose.OWN_DAY, subject_of_page(nomination))
    found = give_own_page(nomination, by=by)
    _settle(nomination, clock.now())
    return found


@writes
def mail_own_page(nomination: Nomination, *, by: User) -> None:
    """The same, by mail to the candidate; asked twice within a minute it is one mail, and its link works.

    Raises Refused without an address.
    """
    if not nomination.candidate.email:
        raise Refused(N_("Deze kandidaat heeft geen e-mailadres. Toon de code of druk het kaartje af."))
    now = clock.now()
    if not was_mailed_since(nomination, now - timedelta(minutes=1)):
        post(mails.own_page_told(nomination, renew_own_page(nomination, by=by), f"page:{now:%Y%m%dT%H%M%S}"))


@writes
def ask_for_own_page(email: str, phone: str) -> None:
    """Somebody lost the link: a new one to the candidate's own address, or the jobcoach hears it. Earlier ones keep
    working: whoever types somebody else's address takes nothing away.

    Nothing when we know nobody, and for each candidate once in 24 hours; whoever asks hears the same either way.
    """
    now = clock.now()
    for nomination in nominations_of_address(email) if email else []:
        if _notes_request(nomination, "mail", now):
            _settle(nomination, now)
            post(mails.own_page_told(nomination, give_own_page(nomination), f"asked:{now:%Y%m%dT%H%M}"))
    for nomination in nominations_of_phone(phone) if phone else []:
        if _notes_request(nomination, "phone", now):
            post(mails.own_page_asked(nomination, f"asked:{now:%Y%m%dT%H%M}"))


def _notes_request(nomination: Nomination, via: str, now: datetime) -> bool:
    if not may_ask_again(last_request(nomination), now):
        return False
    OwnDayRequest.create(nomination=nomination, via=via, asked_at=now)
    return True


def _settle(nomination: Nomination, now: datetime) -> None:
    OwnDayRequest.update(settled_at=now).where(
        OwnDayRequest.nomination == nomination, OwnDayRequest.settled_at.is_null()
    ).execute()
