"""One look in the mailbox: what is for the portal is taken in, committed, and only then put aside."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from portal.config import setting
from portal.inbox import progress
from portal.inbox.mailbox import Head, MailboxTrouble, NotMoved, OpenMailbox, open_mailbox
from portal.inbox.reading import is_for_us
from portal.models.inbox import PolledMailbox
from portal.rules.inbox import HEADERS_A_ROUND, LARGEST_MAIL, MAILS_A_ROUND, MailboxReason

AT_ONCE = 200  # heads fetched with one question
SECONDS_OF_A_ROUND = 60.0  # then the next round goes on, so that how far we are is kept
# Takes a mail in and commits; whether it is done with (may leave the folder). `is_whole` is False for headers alone.
Take = Callable[..., bool]


@dataclass
class Polled:
    """What one look did. `more`: there is more to read at once; `trouble`: why nothing could be read."""

    looked: int = 0
    fetched: int = 0
    put_aside: int = 0
    more: bool = False
    trouble: MailboxReason | None = None


def poll(now: datetime, take: Take, *, stop: Callable[[], bool] = lambda: False) -> Polled:
    """Read what came, at most fifty mails; outside transactions only. Nothing when no mailbox is set.

    A round that is cut off anywhere is harmless: what was not put aside is read again, and is the same row.
    """
    done = Polled()
    if not setting("IMAP_SERVER"):
        return done
    mailbox = progress.kept_mailbox()
    if mailbox.retry_at is not None and mailbox.retry_at > now:
        done.trouble = MailboxReason(mailbox.reason)
        return done
    try:
        with open_mailbox() as opened:
            _Round(mailbox, opened, take, stop, done).read(now)
    except MailboxTrouble as trouble:
        progress.note_trouble(mailbox, trouble.reason, trouble.detail)
        done.trouble, done.more = trouble.reason, False
    return done


@dataclass
class _Round:
    mailbox: PolledMailbox
    opened: OpenMailbox
    take: Take
    stop: Callable[[], bool]
    done: Polled
    refusal: str = ""
    started: float = field(default_factory=time.monotonic)

    def read(self, now: datetime) -> None:
        opened, mailbox = self.opened, self.mailbox
        known = mailbox.highest_uid if mailbox.uid_validity == opened.uid_validity else 0
        uids = opened.uids_above(known)
        while uids and not self._is_full():
            batch, uids = uids[:AT_ONCE], uids[AT_ONCE:]
            self._read_batch(batch)
            if not uids and not self._is_full():
                uids = opened.uids_above(batch[-1])
        self.done.more = self._is_full() and not self.stop()
        if self.refusal:
            progress.note_not_moved(mailbox, opened.unread(), now, self.refusal)
        else:
            progress.note_well(mailbox, opened.unread(), now)

    def _is_full(self) -> bool:
        is_late = time.monotonic() - self.started > SECONDS_OF_A_ROUND
        return is_late or self.done.fetched >= MAILS_A_ROUND or self.done.looked >= HEADERS_A_ROUND or self.stop()

    def _read_batch(self, batch: list[int]) -> None:
        """Look at mails in order, take in what is for us, and put aside what is done with."""
        heads = {head.uid: head for head in self.opened.heads(batch)}
        finished, last = list[int](), 0
        for uid in batch:
            if self._is_full():
                break
            head = heads.get(uid)
            if head is not None and self._take_in(head):
                finished.append(uid)
            self.done.looked += 1
            last = uid
        self._put_aside(finished)
        if last:
            progress.note_read(self.mailbox, self.opened.uid_validity, last)

    def _take_in(self, head: Head) -> bool:
        if not is_for_us(head.header, setting("MAIL_DOMAIN"), is_promising=head.is_promising):
            return False
        self.done.fetched += 1
        if head.size > LARGEST_MAIL:
            return head.is_promising and self.take(head.header, is_whole=False)
        raw = self.opened.whole(head.uid)
        return bool(raw) and self.take(raw)

    def _put_aside(self, uids: list[int]) -> None:
        try:
            self.opened.put_aside(uids)
            self.done.put_aside += len(uids)
        except NotMoved as refusal:  # they stay where people see them; what they said is kept
            self.refusal = str(refusal)
