"""Checking what came in, beside the requests: claimed with a lease, looked at, and then a document or a reason.

The worker does this, and not a child of the web process: it is started again when it dies, one place limits how many
files are looked at at once, and a page never waits. Nothing it does is lost or done twice by a crash: the rebuilt file
lies in the cabinet before the one transaction that makes it a document, and its row says `checking` until then.
"""

import contextlib
from datetime import datetime

from portal import clock
from portal.actions.claimants import is_gone, own_name
from portal.actions.documents import keep_checked
from portal.actions.moving import move
from portal.actions.uploads import append_piece, discard_upload
from portal.cabinet.intake import ScannerAway, TakenIn, check
from portal.cabinet.scanning import scanner_answers, scanner_at
from portal.cabinet.storing import Area, Cabinet, CabinetFull, CabinetUnavailable, NotInCabinet, open_cabinet
from portal.config import setting
from portal.models.database import writes
from portal.models.documents import Document, Upload
from portal.queries.uploads import keys_in_rows, the_landing, waiting_uploads
from portal.rules.documents import DocumentRefused, Reason
from portal.rules.refusals import Refused
from portal.rules.uploads import (
    FORGOTTEN_AFTER,
    LEASE,
    MOST_ATTEMPTS,
    STRAY_AFTER_SECONDS,
    Trouble,
    is_abandoned,
    retry_after,
)


def check_waiting(most: int = 100) -> int:
    """Check the files that wait, in the order in which they came; how many were looked at."""
    if not waiting_uploads()[0]:  # asked twice a second: no write transaction for nothing
        return 0
    if not scanner_answers(setting("CLAMD_ADDRESS")):
        _note_scanner_away()
        return 0
    looked = 0
    while looked < most and (upload := claim_next(clock.now())) is not None:
        check_one(upload)
        looked += 1
    return looked


@writes
def claim_next(now: datetime) -> Upload | None:
    """The oldest file whose turn it is, taken for this process; None when none waits.

    Of one kind of document of one nomination only the oldest: what came later must count in the end. A file whose
    checker is gone is taken up again.
    """
    waiting = Upload.select().where(Upload.state.in_(("received", "checking"))).order_by(Upload.id).limit(500)
    before: set[tuple[int, str]] = set()
    for upload in waiting:
        group = (upload.nomination_id, upload.kind)
        if group not in before and _is_free(upload, now):
            move(
                upload,
                "check",
                by=None,
                checker=own_name(),
                lease_until=now + LEASE,
                attempts=upload.attempts + 1,
                trouble="",
                retry_at=None,
            )
            return upload
        before.add(group)
    return None


def _is_free(upload: Upload, now: datetime) -> bool:
    if upload.state == "received":
        return upload.retry_at is None or upload.retry_at <= now
    return upload.lease_until is None or upload.lease_until <= now or is_gone(upload.checker)


def check_one(upload: Upload) -> None:
    """Look at a claimed file and note what came of it. Harmless when somebody else was there first."""
    cabinet = open_cabinet(setting("CABINET_URL"))
    if upload.attempts > MOST_ATTEMPTS:
        _refuse(upload, cabinet, Reason.TOO_COMPLEX)
        return
    try:
        taken = check(cabinet, upload.key, upload.file_name, scanner_at(setting("CLAMD_ADDRESS")))
    except DocumentRefused as refused:
        if refused.reason is Reason.NOT_NOW:
            _put_back(upload, Trouble.BUSY)
        else:
            _refuse(upload, cabinet, refused.reason)
    except ScannerAway:
        _put_back(upload, Trouble.SCANNER)
    except NotInCabinet:
        _refuse(upload, cabinet, Reason.LOST)
    except CabinetUnavailable as error:
        _put_back(upload, Trouble.NO_ROOM if isinstance(error, CabinetFull) else Trouble.BUSY)
    else:
        _accept(upload, cabinet, taken)


def _accept(upload: Upload, cabinet: Cabinet, taken: TakenIn) -> None:
    kept = ""
    try:
        kept = _make_document(upload, taken).cabinet_key
    except Refused:  # somebody else settled it, or it was discarded: theirs counts
        return
    finally:
        if kept != taken.key:
            cabinet.shred(taken.key)
    cabinet.shred(upload.key)


@writes
def _make_document(upload: Upload, taken: TakenIn) -> Document:
    document = keep_checked(upload.nomination, upload.kind, taken, by=upload.by)
    move(upload, "accept", by=None, document=document, changed_at=clock.now())
    return document


def _refuse(upload: Upload, cabinet: Cabinet, reason: Reason) -> None:
    with contextlib.suppress(Refused):
        move(upload, "refuse", by=None, reason=reason.name, changed_at=clock.now())
        cabinet.shred(upload.key)


@writes
def _note_scanner_away() -> None:
    """Say why files wait. Nobody claims them, so that they go on the moment the scanner is back."""
    waiting = (Upload.state == "received") & (Upload.trouble != Trouble.SCANNER.value)
    Upload.update(trouble=Trouble.SCANNER.value, retry_at=None).where(waiting).execute()


def _put_back(upload: Upload, trouble: Trouble) -> None:
    """Wait and try again. A scanner that is away, or a full disk, is not held against the file."""
    attempts = upload.attempts if trouble is Trouble.BUSY else min(upload.attempts, MOST_ATTEMPTS - 1)
    wait = retry_after(upload.attempts)
    with contextlib.suppress(Refused):
        move(upload, "put_back", by=None, trouble=trouble.value, attempts=attempts, retry_at=clock.now() + wait)


def tidy_cabinet(now: datetime) -> dict[str, int]:
    """Clear what was abandoned, finish what a crash cut off, and erase bytes that no row names; how many of each.

    `lost` counts documents whose bytes are not in the cabinet: that is for a person, and never mended by itself.
    """
    for upload in Upload.select().where(Upload.state == "arriving"):
        if upload.arrived == upload.size:
            with contextlib.suppress(Refused):  # somebody is sending it at this moment
                append_piece(upload, b"", upload.size)
        elif is_abandoned(upload.changed_at, now):
            discard_upload(upload)
    _forget_settled(now)
    return {**_sweep(), "lost": _lost()}


def _sweep() -> dict[str, int]:
    cabinet = open_cabinet(setting("CABINET_URL"))
    swept = cabinet.sweep(STRAY_AFTER_SECONDS)
    swept += the_landing().sweep(keys_in_rows(Area.QUARANTINE), STRAY_AFTER_SECONDS)
    for area in Area:
        named = keys_in_rows(area)
        for key in [key for key in cabinet.keys(area, STRAY_AFTER_SECONDS) if key not in named]:
            cabinet.shred(key)
            swept += 1
    return {"swept": swept}


def _lost() -> int:
    """Documents without bytes. Those first named, then what lies there: what is put in meanwhile is not missed."""
    named = keys_in_rows(Area.CLEAN)
    missing = named - set(open_cabinet(setting("CABINET_URL")).keys())
    return len(missing & keys_in_rows(Area.CLEAN))


@writes
def _forget_settled(now: datetime) -> None:
    Upload.delete().where(Upload.state == "clean", Upload.changed_at <= now - FORGOTTEN_AFTER).execute()
