"""What a person can do about a mail that did not leave, or came back."""

from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.outbox import OutboxMail
from portal.outbox import bounces, posting
from portal.rules.delivery import Status
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def send_again(mail: OutboxMail, *, by: User) -> None:
    """Put a mail that failed, was held back, came back, or perhaps left, in the queue again, with the same bytes.

    Whoever sends again says that the address works: what was held back for it goes too.

    Raises Refused when there is nothing to send again: it left meanwhile, a newer mail took its place, or its
    text is gone.
    """
    if not posting.send_again(mail):
        raise Refused(N_("Deze mail kan niet opnieuw vertrekken: ze vertrok intussen, of er is een nieuwere."))
    bounces.address_works(mail.recipient, by=by)


@writes
def set_aside(mail: OutboxMail, *, by: User) -> None:
    """Nobody needs this mail any more: it asks for nobody, and can still be sent. Doing it again does nothing.

    What else goes to that address is not changed by it. Raises Refused for a mail that left or waits.
    """
    if posting.set_aside(mail):
        note_down(mail, "set_aside", by=by)
    elif OutboxMail.get_by_id(mail.id).status != Status.SET_ASIDE:
        raise Refused(N_("Deze mail vraagt niets van je: ze vertrok intussen, of er is een nieuwere."))


@writes
def address_works(mail: OutboxMail, *, by: User) -> int:
    """The address of this mail works again: what was held back for it leaves. How many mails that are."""
    return bounces.address_works(mail.recipient, by=by)
