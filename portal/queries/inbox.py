"""How the mailbox stands: for the health page and the administrator."""

from dataclasses import dataclass
from datetime import datetime

from portal.config import setting
from portal.inbox.progress import polled_mailbox
from portal.rules.inbox import UNREAD_FOR_TOO_LONG, MailboxReason


@dataclass(frozen=True)
class MailboxStanding:
    """`unread`: mails for a person. With `trouble` it is not read, or not wholly; `retry_at`: when we try again."""

    unread: int = 0
    read_at: datetime | None = None
    trouble: MailboxReason | None = None
    detail: str = ""
    since: datetime | None = None
    retry_at: datetime | None = None

    @property
    def is_read(self) -> bool:
        """Whether answers come in."""
        return self.trouble in (None, MailboxReason.NOT_MOVED)


def mailbox_standing(now: datetime) -> MailboxStanding | None:
    """The mailbox as it is now, in one query; None when none is set."""
    if not setting("IMAP_SERVER"):
        return None
    row = polled_mailbox()
    if row is None:
        return MailboxStanding()
    trouble = MailboxReason(row.reason) if row.reason else None
    since = row.since
    if trouble is None and row.read_at is not None and now - row.read_at > UNREAD_FOR_TOO_LONG:
        trouble, since = MailboxReason.NOT_LATELY, row.read_at
    return MailboxStanding(row.unread, row.read_at, trouble, row.detail, since, row.retry_at)
