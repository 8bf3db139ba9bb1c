"""Taking files in: whole, or piece by piece; what is acknowledged lies flushed in quarantine before its row says so."""

import secrets
from typing import IO

from portal import clock
from portal.actions.moving import move
from portal.cabinet.landing import Busy, Held
from portal.cabinet.storing import Area, CabinetFull, CabinetUnavailable, NotInCabinet, open_cabinet
from portal.config import setting
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.documents import Upload
from portal.models.nominations import Nomination
from portal.queries.documents import newest_document
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.uploads import half_sent, the_landing
from portal.rules.documents import MAX_BYTES, DocumentRefused, Reason
from portal.rules.papers import PAPER_NAMES
from portal.rules.refusals import Refused
from portal.rules.uploads import CHUNK_BYTES, name_as_sent, refuse_too_many
from portal.rules.words import N_


class WrongPlace(Refused):
    """A piece that does not go on where the file stops: announce the file again, and go on from what it says."""

    def __init__(self) -> None:
        super().__init__(N_("Dit stuk past niet waar het bestand nu is."))


def receive_file(nomination: Nomination, kind: str, stream: IO[bytes], declared_name: str, *, by: User) -> Upload:
    """Take a whole file in; it waits for its check. The same file again is the one that is there already.

    Raises DocumentRefused when it is empty, too large, or there is no room; Refused when the campaign does not run.
    """
    _refuse_what_is_over(nomination, kind)
    key, landing, cabinet = secrets.token_hex(16), None, None
    try:
        landing, cabinet = the_landing(), open_cabinet(setting("CABINET_URL"))
        size, sha256 = landing.take(key, stream, MAX_BYTES)
        cabinet.admit(landing.path(key), key)
    except CabinetUnavailable as error:
        raise DocumentRefused(Reason.NO_ROOM if isinstance(error, CabinetFull) else Reason.NOT_NOW) from error
    finally:
        if landing is not None:
            landing.drop(key)
    kept_under = ""
    try:
        upload = _note_whole(nomination, kind, name_as_sent(declared_name), size, key, sha256, by=by)
        kept_under = upload.key
    finally:
        if kept_under != key:  # there was no room for its row, or it lies there already
            cabinet.shred(key)
    return upload


@writes
def begin_upload(nomination: Nomination, kind: str, name: str, size: int, resume_key: str, *, by: User) -> Upload:
    """Announce a file that will come in pieces. One that stopped half way goes on: `arrived` says from where.

    Raises DocumentRefused when it is empty or too large; Refused when the campaign does not run, or too much is on
    its way.
    """
    _refuse_what_is_over(nomination, kind)
    if size < 1 or size > MAX_BYTES:
        raise DocumentRefused(Reason.EMPTY if size < 1 else Reason.TOO_BIG)
    same = (Upload.nomination == nomination, Upload.kind == kind, Upload.by == by, Upload.resume_key == resume_key)
    there = (
        Upload.select().where(*same, Upload.state == "arriving", Upload.size == size).first() if resume_key else None
    )
    if there is not None:
        return there
    refuse_too_many(*half_sent(by))
    return Upload.create(
        nomination=nomination,
        kind=kind,
        file_name=name_as_sent(name),
        size=size,
        key=secrets.token_hex(16),
        resume_key=resume_key,
        by=by,
    )


def append_piece(upload: Upload, piece: bytes, at: int) -> Upload:
    """Write the next piece; the last one makes the file whole. The upload as it stands after it.

    A piece that is there already changes nothing. Raises WrongPlace when it does not go on where the file stops, or
    is no piece of it; DocumentRefused when there is no room now: what arrived before stays.
    """
    try:
        with the_landing().holding(upload.key) as held:
            standing = Upload.get_or_none(Upload.id == upload.id)
            if standing is None or standing.state != "arriving":
                the_landing().drop(upload.key)  # made by holding it
            if standing is None:
                raise WrongPlace
            if standing.state == "arriving" and standing.arrived < standing.size:
                _append(standing, held, piece, at)
            is_whole = standing.state == "arriving" and standing.arrived == standing.size
            return _make_whole(standing, held) if is_whole else standing
    except Busy as error:
        raise WrongPlace from error
    except CabinetUnavailable as error:
        raise DocumentRefused(Reason.NO_ROOM if isinstance(error, CabinetFull) else Reason.NOT_NOW) from error


def _append(upload: Upload, held: Held, piece: bytes, at: int) -> None:
    end = at + len(piece)
    if 0 <= at < end <= upload.arrived:
        return
    if at != upload.arrived or not 0 < len(piece) <= CHUNK_BYTES or end > upload.size:
        raise WrongPlace
    try:
        held.append(piece, at)
    except NotInCabinet:
        end = 0
    _note_arrived(upload, end)


def _make_whole(upload: Upload, held: Held) -> Upload:
    """Move a file that is all there into quarantine, then its row; again after a crash between the two."""
    landing, cabinet = the_landing(), open_cabinet(setting("CABINET_URL"))
    if cabinet.holds(upload.key, Area.QUARANTINE):
        sha256 = ""
    elif held.size == upload.size:
        sha256 = held.sha256
        cabinet.admit(landing.path(upload.key), upload.key)
    else:
        _note_arrived(upload, 0)
        return upload
    landing.drop(upload.key)
    whole = _note_received(upload, sha256)
    if whole.key != upload.key:
        cabinet.shred(upload.key)
    return whole


def discard_upload(upload: Upload) -> None:
    """Stop sending, or put a refused file out of sight: bytes and row go. One that is gone already stays gone.

    Raises Refused while it is being checked, and for what is a document by now.
    """
    if not _forget(upload):
        return
    the_landing().drop(upload.key)
    open_cabinet(setting("CABINET_URL")).shred(upload.key)


@writes
def _forget(upload: Upload) -> bool:
    standing = Upload.get_or_none(Upload.id == upload.id)
    if standing is None:
        return False
    if standing.state not in {"arriving", "received", "refused"}:
        raise Refused(N_("Dit bestand wordt net gecontroleerd. Wacht even tot dat klaar is."))
    standing.delete_instance()
    return True


@writes
def _note_whole(nomination: Nomination, kind: str, name: str, size: int, key: str, sha256: str, *, by: User) -> Upload:
    upload = Upload.create(nomination=nomination, kind=kind, file_name=name, size=size, arrived=size, key=key, by=by)
    return _note_received(upload, sha256)


@writes
def _note_arrived(upload: Upload, arrived: int) -> None:
    upload.change(arrived=arrived, changed_at=clock.now())


@writes
def _note_received(upload: Upload, sha256: str) -> Upload:
    """The row of a file that lies in quarantine; a twin of it that waits, or is the document that counts, instead.

    A new file takes the place of those of its kind that were refused.
    """
    standing = Upload.get_by_id(upload.id)
    if standing.state != "arriving":
        return standing
    twin = _twin_of(standing, sha256) if sha256 else None
    if twin is not None:
        standing.delete_instance()
        return twin
    of_its_kind = (Upload.nomination == standing.nomination_id, Upload.kind == standing.kind)
    Upload.delete().where(*of_its_kind, Upload.state == "refused").execute()
    move(standing, "receive", by=standing.by, sha256=sha256, changed_at=clock.now())
    return standing


def _twin_of(upload: Upload, sha256: str) -> Upload | None:
    """What came in last and is the same file: the last that waits, else the one whose document counts."""
    of_its_kind = Upload.select().where(
        Upload.nomination == upload.nomination_id, Upload.kind == upload.kind, Upload.id != upload.id
    )
    last = of_its_kind.where(Upload.state.in_(("received", "checking"))).order_by(Upload.id.desc()).first()
    if last is None:
        newest = newest_document(upload.nomination, upload.kind)
        last = of_its_kind.where(Upload.state == "clean", Upload.document == newest).first() if newest else None
    return last if last is not None and last.sha256 == sha256 else None


def _refuse_what_is_over(nomination: Nomination, kind: str) -> None:
    if kind not in PAPER_NAMES:
        raise ValueError(kind)
    if nomination_as_it_stands(nomination).campaign.state != "running":
        raise Refused(N_("Deze instroomactie loopt niet; er kan geen document meer bij."))
