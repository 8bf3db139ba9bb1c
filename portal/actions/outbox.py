"""What a person can do about a mail that did not leave."""

from portal.models.accounts import User
from portal.models.database import writes
from portal.models.outbox import OutboxMail
from portal.outbox import posting
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def send_again(mail: OutboxMail, *, by: User) -> None:
    """Put a mail that failed, was held back, or perhaps left, in the queue again, with the same bytes.

    Raises Refused when there is nothing to send again: it left meanwhile, a newer mail took its place, or its
    text is gone.
    """
    if not posting.send_again(mail):
        raise Refused(N_("Deze mail kan niet opnieuw vertrekken: ze vertrok intussen, of er is een nieuwere."))
