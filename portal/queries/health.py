"""How the portal is: each part with whether it works, for the page that machines ask."""

import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from peewee import OperationalError

from portal.config import setting
from portal.models.database import database, is_sqlite, pending_migrations
from portal.models.outbox import Heartbeat
from portal.outbox.delivery import Transport
from portal.outbox.standing import Standing, flow, standing
from portal.queries.inbox import mailbox_standing
from portal.queries.uploads import waiting_uploads

STILL_ALIVE = timedelta(seconds=90)  # the worker beats every 15 seconds, between two mails too
ROOM_NEEDED = 200 * 1024 * 1024  # bytes: some twenty uploads and the database's own log
WORKER = "worker"
CABINET = "cabinet"  # the heartbeat of the hourly round through the cabinet; its note holds the counts
CHECKED_WITHIN = timedelta(minutes=10)


def health(now: datetime) -> dict[str, Any]:
    """The state of every part, and `ok` for all together. Holds no address, path or name of anybody."""
    parts: dict[str, dict[str, Any]] = {
        "database": _asked(_database),
        "migrations": _asked(_migrations),
        "worker": _asked(lambda: _worker(now)),
        "outbox": _asked(lambda: _outbox(now)),
        "inbox": _asked(lambda: _inbox(now)),
        "documents": _asked(lambda: _documents(now)),
        "disk": _asked(_disk),
    }
    return {"ok": all(part["ok"] for part in parts.values()), **parts}


def _asked(part: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What a part says; a part that cannot be asked is broken, and says no more than the kind of trouble."""
    try:
        return part()
    except Exception as error:  # noqa: BLE001 - whatever breaks a part is what this page is for
        return {"ok": False, "trouble": type(error).__name__}


def _database() -> dict[str, Any]:
    kind = "sqlite" if is_sqlite() else "postgresql"
    try:
        database.execute_sql("SELECT 1").fetchone()
    except OperationalError as error:
        return {"ok": False, "kind": kind, "trouble": type(error).__name__}
    return {"ok": True, "kind": kind}


def _migrations() -> dict[str, Any]:
    waiting = len(pending_migrations())
    return {"ok": waiting == 0, "waiting": waiting}


def _worker(now: datetime) -> dict[str, Any]:
    beat = Heartbeat.get_or_none(Heartbeat.name == WORKER)
    if beat is None:
        return {"ok": False, "seconds_since_heartbeat": None}
    age = now - beat.at
    return {"ok": age < STILL_ALIVE, "seconds_since_heartbeat": max(0, round(age.total_seconds()))}


def is_worker_alive(now: datetime) -> bool:
    """Whether a worker gave a sign of life a moment ago."""
    return bool(_worker(now)["ok"])


def _outbox(now: datetime) -> dict[str, Any]:
    """A mail that failed is for a person, not for who watches the machine.

    Mail that waits and cannot leave at all is.
    """
    now_is: Standing = standing()
    waits = (now - now_is.oldest_waiting_at).total_seconds() if now_is.oldest_waiting_at else 0
    rests = (now_is.retry_at - now).total_seconds() if now_is.retry_at else None
    return {
        "ok": now_is.stopped is None or (now_is.transport is Transport.NONE and not now_is.waiting),
        "transport": now_is.transport.value,
        "waiting": now_is.waiting,
        "failed": now_is.failed,
        "in_doubt": now_is.in_doubt,
        "withheld": now_is.withheld,
        "bounced": now_is.bounced,
        "oldest_waiting_seconds": max(0, round(waits)),
        "stopped": now_is.stopped.value if now_is.stopped else None,
        "retry_in_seconds": None if rests is None else max(0, round(rests)),
        **asdict(flow(now)),
    }


def _inbox(now: datetime) -> dict[str, Any]:
    """Mail that a person should read is for a person; a mailbox that is not read is for who watches."""
    now_is = mailbox_standing(now)
    if now_is is None:
        return {"ok": True, "read": False}
    age = None if now_is.read_at is None else max(0, round((now - now_is.read_at).total_seconds()))
    return {
        "ok": now_is.is_read,
        "read": True,
        "seconds_since_read": age,
        "unread": now_is.unread,
        "trouble": now_is.trouble.value if now_is.trouble else None,
    }


def _documents(now: datetime) -> dict[str, Any]:
    """Whether files are checked in time, and every document has its bytes (as the worker last counted them)."""
    waiting, oldest = waiting_uploads()
    age = max(0, round((now - oldest).total_seconds())) if oldest else 0
    round_done = Heartbeat.get_or_none(Heartbeat.name == CABINET)
    counts = dict(word.split("=") for word in round_done.note.split()) if round_done else {}
    lost = int(counts.get("lost", 0))
    return {
        "ok": not lost and age < CHECKED_WITHIN.total_seconds(),
        "waiting_for_check": waiting,
        "oldest_waiting_seconds": age,
        "rows_without_file": lost,
        "stray_files_swept": int(counts.get("swept", 0)),
    }


def _disk() -> dict[str, Any]:
    free = shutil.disk_usage(setting("INSTANCE")).free
    return {"ok": free >= ROOM_NEEDED, "free_bytes": free}
