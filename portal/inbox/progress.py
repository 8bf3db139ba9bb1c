"""How far the mailbox was read, and what is wrong with it: one row, whatever the number of mails."""

from datetime import datetime

from portal import clock
from portal.config import setting
from portal.inbox.mailbox import mailbox_name
from portal.models.database import writes
from portal.models.inbox import PolledMailbox
from portal.rules.delivery import pause_after
from portal.rules.inbox import MailboxReason

_WELL = {"reason": "", "detail": "", "since": None, "retry_at": None, "attempts": 0}


def polled_mailbox() -> PolledMailbox | None:
    """The mailbox of the settings as it was last read; None when none is set, or it was never tried."""
    if not setting("IMAP_SERVER"):
        return None
    found: PolledMailbox | None = PolledMailbox.get_or_none(PolledMailbox.name == mailbox_name())
    return found


@writes
def kept_mailbox() -> PolledMailbox:
    """The row of the mailbox, made the first time."""
    found: PolledMailbox = PolledMailbox.get_or_create(name=mailbox_name())[0]
    return found


@writes
def note_read(mailbox: PolledMailbox, uid_validity: int, uid: int) -> None:
    """Everything up to this UID was looked at and needs no second look; never backwards but for a new validity."""
    kept = PolledMailbox.get_by_id(mailbox.id)
    if kept.uid_validity != uid_validity:
        mailbox.change(uid_validity=uid_validity, highest_uid=uid)
    elif uid > kept.highest_uid:
        mailbox.change(highest_uid=uid)


@writes
def note_well(mailbox: PolledMailbox, unread: int, now: datetime) -> None:
    """A round ended well."""
    mailbox.change(unread=unread, read_at=now, **_WELL)


@writes
def note_not_moved(mailbox: PolledMailbox, unread: int, now: datetime, detail: str) -> None:
    """A round ended, but what was read could not be put aside."""
    since = mailbox.since if mailbox.reason == MailboxReason.NOT_MOVED else now
    mailbox.change(
        unread=unread,
        read_at=now,
        reason=MailboxReason.NOT_MOVED,
        detail=detail,
        since=since,
        retry_at=None,
        attempts=0,
    )


@writes
def note_trouble(mailbox: PolledMailbox, reason: MailboxReason, detail: str) -> None:
    """The mailbox cannot be read: again in a minute the first time, then after 5, then each 15."""
    now = clock.now()
    attempts = mailbox.attempts + 1
    mailbox.change(
        reason=reason,
        detail=detail,
        since=mailbox.since if mailbox.attempts else now,
        retry_at=now + pause_after(attempts),
        attempts=attempts,
    )


def try_mailbox_at_once() -> None:
    """Somebody may have mended the settings: the next round does not wait."""
    PolledMailbox.update(retry_at=clock.now()).where(PolledMailbox.retry_at.is_null(False)).execute()
