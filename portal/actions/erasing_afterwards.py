"""What an erasure leaves to do outside its transaction: shred, tell the journal, empty the database's own log."""

import logging
from datetime import datetime, timedelta

from portal import journal
from portal.cabinet.storing import CabinetUnavailable, open_cabinet
from portal.config import setting
from portal.models.database import database, is_sqlite, writes
from portal.models.outbox import OutboxMail
from portal.models.retention import Erasure, ErasureChore
from portal.queries.uploads import the_landing
from portal.rules.delivery import UNSETTLED
from portal.trouble import told_without_data

log = logging.getLogger(__name__)

_LAST_MAILS_AT_MOST = timedelta(hours=48)


def finish_erasures(now: datetime) -> int:
    """Do what erasures left to do; how many things were done. What cannot be done now waits for the next beat."""
    done = 0
    for step in (_shred, _tell_journal, _forget_last_mails, _empty_log):
        try:
            done += step(now)
        except (CabinetUnavailable, OSError) as error:
            log.error("%s waits: %s", step.__name__.strip("_"), told_without_data(error))  # noqa: TRY400 - no data in logs
    return done


def _shred(now: datetime) -> int:
    """Overwrite and remove the documents of which the rows are gone."""
    chores = list(ErasureChore.select().where(ErasureChore.cabinet_key != ""))
    if not chores:
        return 0
    cabinet, landing = open_cabinet(setting("CABINET_URL")), the_landing()
    for chore in chores:
        landing.drop(chore.cabinet_key)
        cabinet.shred(chore.cabinet_key)
        _is_done(chore)
    return len(chores)


@writes
def _is_done(chore: ErasureChore) -> None:
    chore.delete_instance()


def _tell_journal(now: datetime) -> int:
    """A line for each erasure that has none; a crash after writing it writes no second one."""
    waiting = list(Erasure.select().where(Erasure.journalled_at.is_null()).order_by(Erasure.id))
    if waiting:
        lines = [journal.Line(one.created_at.isoformat(), one.what, one.subject_hash, one.ground) for one in waiting]
        journal.write_lines(journal.journal_of(setting("INSTANCE")), lines)
        _mark([one.id for one in waiting], journalled_at=now)
    return len(waiting)


@writes
def _mark(erasures: list[int], **values: datetime) -> None:
    Erasure.update(values).where(Erasure.id.in_(erasures)).execute()


@writes
def _forget_last_mails(now: datetime) -> int:
    """Mails that had yet to leave, once they have left or two days went by."""
    chores = list(
        ErasureChore.select(ErasureChore, OutboxMail)
        .join(OutboxMail)
        .where(OutboxMail.status.not_in(UNSETTLED) | (OutboxMail.created_at <= now - _LAST_MAILS_AT_MOST))
    )
    for chore in chores:
        mail = chore.mail
        Erasure.update(scrubbed_at=None).where(Erasure.id == chore.erasure_id).execute()
        chore.delete_instance()
        if chore.whole:
            mail.delete_instance()
        else:
            mail.change(raw=b"")
    return len(chores)


def _empty_log(now: datetime) -> int:
    """Bring SQLite's write-ahead log into the database and cut it off: the old pages stood in it.

    A reader in the middle of a long read holds it up; then it comes again.
    """
    waiting = [one.id for one in Erasure.select(Erasure.id).where(Erasure.scrubbed_at.is_null())]
    if not waiting or database.in_transaction():
        return 0
    if is_sqlite():
        busy, _, _ = database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            return 0
    _mark(waiting, scrubbed_at=now)
    return len(waiting)
