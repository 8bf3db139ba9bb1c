"""Mail that came back: the mail says so, and nothing more goes to an address that does not work.

Every function here is for inside an action.
"""

from peewee import Expression, fn

from portal import clock
from portal.models.accounts import User
from portal.models.outbox import AddressTrouble, OutboxMail
from portal.rules.delivery import WAITING, Reason, Status
from portal.rules.inbox import is_lasting, why_it_came_back

_MAY_COME_BACK = (Status.SENT, Status.IN_DOUBT, Status.BOUNCED)


def in_trouble(address: str) -> bool:
    """Whether mail to this address came back and nobody has said that it works again."""
    found: bool = AddressTrouble.select().where(_open_at(address)).exists()
    return found


def came_back(mail: OutboxMail, code: str, detail: str) -> None:
    """A mail server gave a mail back for good. `code`: the enhanced status code, or "".

    What is wrong with the address marks it, and holds back what still waits for it; a full mailbox and the like
    do not.
    """
    if mail.status in _MAY_COME_BACK:
        mail.change(status=Status.BOUNCED, reason=why_it_came_back(code), detail=detail[:500])
    if not is_lasting(code):
        return
    if not in_trouble(mail.recipient):
        AddressTrouble.create(address_key=mail.recipient.lower(), mail=mail, code=code, detail=detail[:500])
    (
        OutboxMail.update(status=Status.WITHHELD, reason=Reason.ADDRESS_BOUNCED)
        .where(fn.LOWER(OutboxMail.recipient) == mail.recipient.lower(), OutboxMail.status.in_(WAITING))
        .execute()
    )


def is_late(mail: OutboxMail) -> None:
    """A mail server still tries: the mail says so, and nobody needs to do anything."""
    if mail.status == Status.SENT:
        mail.change(reason=Reason.DELAYED)


def arrived(mail: OutboxMail) -> None:
    """A mail server says that it delivered: there is no delay any more."""
    if mail.status == Status.SENT and mail.reason == Reason.DELAYED:
        mail.change(reason="")


def address_works(address: str, *, by: User) -> int:
    """Somebody says that an address works: mail may go there, and what was held back goes now. How many that are."""
    now = clock.now()
    AddressTrouble.update(cleared_at=now, cleared_by=by).where(_open_at(address)).execute()
    (
        OutboxMail.update(reason=Reason.ADDRESS_MENDED)
        .where(
            fn.LOWER(OutboxMail.recipient) == address.lower(),
            OutboxMail.status == Status.BOUNCED,
            OutboxMail.reason == Reason.NO_SUCH_ADDRESS,
        )
        .execute()
    )
    released: int = (
        OutboxMail.update(status=Status.QUEUED, due_at=now, attempts=0, reason="", detail="")
        .where(
            fn.LOWER(OutboxMail.recipient) == address.lower(),
            OutboxMail.status == Status.WITHHELD,
            OutboxMail.reason == Reason.ADDRESS_BOUNCED,
            OutboxMail.raw != b"",
        )
        .execute()
    )
    return released


def _open_at(address: str) -> Expression:
    return (AddressTrouble.address_key == address.lower()) & AddressTrouble.cleared_at.is_null()
